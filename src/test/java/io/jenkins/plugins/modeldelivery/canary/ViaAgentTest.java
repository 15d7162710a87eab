package io.jenkins.plugins.modeldelivery.canary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.modeldelivery.http.Outbound;
import io.jenkins.plugins.modeldelivery.http.Relays;
import io.jenkins.plugins.modeldelivery.http.Requester;
import io.jenkins.plugins.modeldelivery.http.Retries;
import io.jenkins.plugins.modeldelivery.operation.InvalidInputException;
import io.jenkins.plugins.modeldelivery.operation.LocalWorkbench;
import io.jenkins.plugins.modeldelivery.operation.SurroundingsException;
import io.jenkins.plugins.modeldelivery.operation.Workbench;
import io.jenkins.plugins.modeldelivery.release.local.ProxiedVersions;
import io.jenkins.plugins.modeldelivery.release.local.ProxyLoad;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** An agent asks for the metrics and speaks to the proxy in the controller's place, and may be gone. */
@Timeout(60)
class ViaAgentTest {
    private final List<String> log = new CopyOnWriteArrayList<>();
    private final List<String> letters = new CopyOnWriteArrayList<>();
    private ProxiedVersions versions;

    @TempDir
    private Path workspace;

    @BeforeEach
    void start() throws Exception {
        versions = new ProxiedVersions();
    }

    @AfterEach
    void stop() {
        versions.close();
    }

    @Test
    void everyRequestLeavesFromTheAgent() throws Exception {
        CanaryReport report = run(Map.of("via", "edge"), () -> false);

        assertThat(report.state().outcome()).as("%s", report.envelope().reasons()).isEqualTo(Outcome.PROMOTED);
        assertThat(letters).anyMatch(letter -> letter.startsWith("edge GET ") && letter.endsWith("/metrics"))
                .anyMatch(letter -> letter.startsWith("edge PUT ") && letter.endsWith("/weights"))
                .anyMatch(letter -> letter.startsWith("edge POST ") && letter.endsWith("/promote"));
    }

    @Test
    void anAgentThatIsGoneHoldsTheTrafficUntilItIsBack() throws Exception {
        long[] gone = {0};
        CanaryReport report = run(Map.of("via", "edge"), () -> {
            if (gone[0] == 0 && log.stream().anyMatch(line -> line.contains("confirms 10 %"))) {
                gone[0] = System.nanoTime();
            }
            return gone[0] != 0 && System.nanoTime() - gone[0] < 1_000_000_000L;
        });

        assertThat(report.state().outcome()).as("%s", report.envelope().reasons()).isEqualTo(Outcome.PROMOTED);
        assertThat(log).anySatisfy(line -> assertThat(line).contains("The share is held").contains("the agent is gone"));
    }

    @Test
    void anAgentThatStaysAwayEndsWhatNobodyCanSeeAnyMore() throws Exception {
        CanaryReport report = run(Map.of("via", "edge", "outageTimeout", "500ms"),
                () -> log.stream().anyMatch(line -> line.contains("confirms 10 %")));

        assertThat(report.state().outcome()).isEqualTo(Outcome.UNCONFIRMED);
        assertThat(report.state().reason()).contains("the agent is gone");
    }

    @Test
    void outsideOfJenkinsThereIsNoAgent() {
        try (LocalWorkbench bench = bench()) {
            assertThatThrownBy(() -> new CanaryDeploy().run(arguments(Map.of("via", "edge")), bench))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessage("via 'edge' is the label of a Jenkins agent, and outside of Jenkins there is none; leave it out");
        }
        assertThatThrownBy(() -> CanaryRequest.of(Map.of(
                        "workload", "local/fraud", "traffic", "haproxy:127.0.0.1:9999/fraud", "via", "edge")))
                .hasMessageContaining("does not lead to HAProxy's runtime API");
    }

    private CanaryReport run(Map<String, Object> given, BooleanSupplier gone) throws InterruptedException {
        Requester there = new Requester(Outbound.of(Map.of()), Retries.NONE);
        Relays relays = (label, authorities) -> letter -> {
            letters.add(label + " " + letter);
            if (gone.getAsBoolean()) {
                throw new SurroundingsException("the agent is gone");
            }
            return letter.send(there);
        };
        try (ProxyLoad load = versions.load(4); LocalWorkbench bench = bench()) {
            return (CanaryReport) new CanaryDeploy().run(arguments(given), with(relays, bench));
        }
    }

    /** The bench of a place that has agents. */
    private static Workbench with(Relays relays, LocalWorkbench bench) {
        return (Workbench) Proxy.newProxyInstance(Workbench.class.getClassLoader(), new Class<?>[] {Workbench.class},
                (self, method, arguments) -> {
                    if (method.getName().equals("setting")) {
                        return arguments[0] == Relays.class ? Optional.of(relays) : Optional.empty();
                    }
                    try {
                        return method.invoke(bench, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    private LocalWorkbench bench() {
        return new LocalWorkbench(
                workspace, workspace.resolve("tmp"), Map.of("proxy", ProxiedVersions.TOKEN), Clock.systemUTC(), log::add);
    }

    private Map<String, Object> arguments(Map<String, Object> given) {
        Map<String, Object> all = new LinkedHashMap<>(Map.of(
                "workload", "local/fraud", "traffic", versions.traffic(),
                "steps", List.of(10, 100), "minRequests", 30, "interval", "100ms", "credentialsId", "proxy"));
        all.putAll(given);
        return all;
    }
}
