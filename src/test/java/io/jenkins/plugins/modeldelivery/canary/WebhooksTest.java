package io.jenkins.plugins.modeldelivery.canary;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.jenkins.plugins.modeldelivery.operation.LocalWorkbench;
import io.jenkins.plugins.modeldelivery.release.local.ProxiedVersions;
import io.jenkins.plugins.modeldelivery.release.local.ProxyLoad;
import io.jenkins.plugins.modeldelivery.report.ReportJson;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Others are asked before anything is touched, and told of the end, over real HTTP. */
@Timeout(60)
class WebhooksTest {
    private final List<String> log = new CopyOnWriteArrayList<>();
    private final List<Map<String, Object>> asked = new CopyOnWriteArrayList<>();
    private final List<Map<String, Object>> told = new CopyOnWriteArrayList<>();
    private ProxiedVersions versions;
    private HttpServer hooks;
    /** The status with which each question is answered, by its number from 0. */
    private IntUnaryOperator answer = number -> 200;
    private int answerToTheEnd = 204;

    @TempDir
    private Path workspace;

    @BeforeEach
    void start() throws Exception {
        versions = new ProxiedVersions();
        hooks = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        hooks.createContext("/", exchange -> {
            String text = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            Map<String, Object> body = ReportJson.read(text, "the hook's body");
            boolean before = exchange.getRequestURI().getPath().equals("/before");
            int status = before ? answer.applyAsInt(asked.size()) : answerToTheEnd;
            (before ? asked : told).add(body);
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
        hooks.start();
    }

    @AfterEach
    void stop() {
        hooks.stop(0);
        versions.close();
    }

    @Test
    void whoHasNotDecidedIsAskedAgainAndAllAreToldOfTheEnd() throws Exception {
        answer = number -> number < 2 ? 202 : 200;
        CanaryReport report = run(Map.of());

        assertThat(report.state().outcome()).as("%s", report.envelope().reasons()).isEqualTo(Outcome.PROMOTED);
        assertThat(asked).hasSizeGreaterThanOrEqualTo(3).allSatisfy(body -> assertThat(body)
                .containsEntry("event", "before").containsEntry("workload", "local/fraud").containsEntry("image", "fraud:v2")
                .containsEntry("steps", List.of(50L, 100L)));
        assertThat(told).isNotEmpty().allSatisfy(body -> assertThat(body)
                .containsEntry("event", "after").containsEntry("outcome", "PROMOTED").containsEntry("verdict", "PASS")
                .containsEntry("release", asked.get(0).get("release")));
        assertThat(log).anySatisfy(line -> assertThat(line).contains("/before"));
    }

    @Test
    void whoRefusesKeepsEverythingUntouched() throws Exception {
        answer = number -> 403;
        CanaryReport report = run(Map.of());

        assertThat(report.state().outcome()).isEqualTo(Outcome.NOT_STARTED);
        assertThat(report.state().reason()).contains("/before").contains("403");
        assertThat(asked).hasSize(1);
        assertThat(versions.canary.answered.get()).isZero();
        assertThat(told).first().extracting("outcome").isEqualTo("NOT_STARTED");
    }

    @Test
    void whoDoesNotAnswerIsAnOutageAndNothingBegins() throws Exception {
        answer = number -> 500;
        CanaryReport report = run(Map.of("outageTimeout", "500ms"));

        assertThat(report.state().outcome()).isEqualTo(Outcome.NOT_STARTED);
        assertThat(report.state().reason()).contains("/before").contains("500");
        assertThat(versions.canary.answered.get()).isZero();
    }

    @Test
    void whoCannotBeToldOfTheEndIsNamedAndChangesNothing() throws Exception {
        answerToTheEnd = 500;
        CanaryReport report = run(Map.of());

        assertThat(report.state().outcome()).isEqualTo(Outcome.PROMOTED);
        assertThat(log).anySatisfy(line -> assertThat(line).contains("/after").contains("500"));
    }

    private CanaryReport run(Map<String, Object> given) throws InterruptedException {
        String hook = "http://127.0.0.1:" + hooks.getAddress().getPort();
        Map<String, Object> all = new LinkedHashMap<>(Map.of(
                "workload", "local/fraud", "traffic", versions.traffic(), "image", "fraud:v2",
                "steps", List.of(50, 100), "minRequests", 30, "interval", "100ms", "credentialsId", "proxy",
                "before", List.of(hook + "/before"), "after", List.of(hook + "/after")));
        all.putAll(given);
        try (ProxyLoad load = versions.load(4);
                LocalWorkbench bench = new LocalWorkbench(
                        workspace, workspace.resolve("tmp"), Map.of("proxy", ProxiedVersions.TOKEN), Clock.systemUTC(), log::add)) {
            return (CanaryReport) new CanaryDeploy().run(all, bench);
        }
    }
}
