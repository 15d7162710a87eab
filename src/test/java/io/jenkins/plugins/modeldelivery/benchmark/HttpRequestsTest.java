package io.jenkins.plugins.modeldelivery.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.jenkins.plugins.modeldelivery.benchmark.point.LoadPoint;
import io.jenkins.plugins.modeldelivery.operation.Credential;
import io.jenkins.plugins.modeldelivery.operation.InvalidInputException;
import io.jenkins.plugins.modeldelivery.operation.LocalWorkbench;
import io.jenkins.plugins.modeldelivery.report.ReportJson;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a server receives over HTTP and HTTPS, and which of its answers count as good. */
class HttpRequestsTest {
    private final ExecutorService workers = Executors.newFixedThreadPool(4);
    private final Set<String> seen = ConcurrentHashMap.newKeySet();
    private final List<String> log = new ArrayList<>();
    private final Map<String, Credential> credentials = new LinkedHashMap<>();
    private HttpServer server;
    private String answer = "{\"outputs\":[{\"data\":[1.0, 2]}],\"model\":\"fraud\"}";
    private int status = 200;

    @TempDir
    private Path workspace;

    @AfterEach
    void stop() {
        server.stop(0);
        workers.shutdownNow();
    }

    private void start(HttpServer created) {
        server = created;
        server.setExecutor(workers);
        server.createContext("/", this::answer);
        server.start();
    }

    private void answer(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        seen.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
        exchange.getRequestHeaders().forEach((name, values) -> seen.add(name + ": " + String.join(",", values)));
        seen.add("body: " + body);
        byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, exchange.getRequestMethod().equals("HEAD") ? -1 : bytes.length);
        if (!exchange.getRequestMethod().equals("HEAD")) {
            exchange.getResponseBody().write(bytes);
        }
        exchange.close();
    }

    private static InetSocketAddress loopback() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    }

    @Test
    void aTemplateTakesTheFieldsOfALine() throws Exception {
        start(HttpServer.create(loopback(), 0));
        Files.writeString(workspace.resolve("data.jsonl"), "{\"text\":\"say \\\"hi\\\"\",\"user\":{\"id\":7},\"v\":[1,2]}");
        Files.writeString(workspace.resolve("body.json"), "{\"t\": \"{{text}}\", \"u\": {{ user.id }}, \"v\": {{v}}}");
        BenchmarkReport report = run(Map.of(
                "data", "data.jsonl", "body", "body.json", "headers", List.of("X-User: u{{user.id}}"), "method", "PUT"));
        assertGood(report);
        assertThat(seen)
                .contains("PUT /", "X-user: u7", "Content-type: application/json")
                .contains("body: {\"t\": \"say \\\"hi\\\"\", \"u\": 7, \"v\": [1,2]}");
        assertThat(report.envelope().inputs()).extracting("path").containsExactly("data.jsonl", "body.json");
    }

    @Test
    void aHeadRequestHasNoBodyToWaitFor() throws Exception {
        start(HttpServer.create(loopback(), 0));
        assertGood(run(Map.of("method", "HEAD")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "$.outputs|true",
                "outputs[0].data[0] = 1|true",
                "$['outputs'][0].data[-1] = 2|true",
                "model = fraud|true",
                "model = \"fraud\"|true",
                "model = other|false",
                "outputs[1]|false",
                "2xx|true",
                "201|false",
            })
    void answersAreCheckedNotOnlyCounted(String expectation, boolean good) throws Exception {
        start(HttpServer.create(loopback(), 0));
        BenchmarkReport report = run(Map.of("expect", List.of(expectation)));
        LoadPoint point = report.points().get(0);
        assertThat(point.successes() > 0).as("%s", point).isEqualTo(good);
        assertThat(point.failureCount() > 0).as("%s", point).isEqualTo(!good);
    }

    @Test
    void anErrorCanBeWhatIsExpected() throws Exception {
        start(HttpServer.create(loopback(), 0));
        status = 404;
        assertGood(run(Map.of("expect", List.of("404", "2xx"))));
        assertThat(run(Map.of()).points().get(0).failures()).containsOnlyKeys("STATUS");
    }

    @Test
    void anOwnAuthorityIsTrustedAndATokenSent() throws Exception {
        TestCertificate certificate = TestCertificate.forNames(workspace, "ip:127.0.0.1");
        start(https(certificate));
        credentials.put("ca", new Credential("", certificate.pem()));
        credentials.put("token", new Credential("", "s3cret"));
        BenchmarkReport report = run(Map.of("caCredentialsId", "ca", "credentialsId", "token", "concurrency", "4"));
        assertGood(report);
        assertThat(seen).contains("Authorization: Bearer s3cret");
        assertThat(ReportJson.write(report.toMap()) + log).doesNotContain("s3cret").doesNotContain("BEGIN CERT");
    }

    @Test
    void aUserWithPasswordIsBasic() throws Exception {
        start(HttpServer.create(loopback(), 0));
        credentials.put("user", new Credential("ada", "pw"));
        run(Map.of("credentialsId", "user"));
        assertThat(seen).contains("Authorization: Basic YWRhOnB3");
    }

    @Test
    void anUnknownAuthorityIsAnErrorOfItsOwnKind() throws Exception {
        start(https(TestCertificate.forNames(workspace, "ip:127.0.0.1")));
        assertThat(run(Map.of()).points().get(0).failures()).containsOnlyKeys("TLS");
    }

    @Test
    void aCertificateForAnotherHostIsRefused() throws Exception {
        TestCertificate certificate = TestCertificate.forNames(workspace, "dns:other.example");
        start(https(certificate));
        credentials.put("ca", new Credential("", certificate.pem()));
        assertThat(run(Map.of("caCredentialsId", "ca")).points().get(0).failures()).containsOnlyKeys("TLS");
    }

    @Test
    void aBodyLargerThanATlsRecordArrivesWhole() throws Exception {
        TestCertificate certificate = TestCertificate.forNames(workspace, "ip:127.0.0.1");
        start(https(certificate));
        credentials.put("ca", new Credential("", certificate.pem()));
        String long1 = "x".repeat(200_000);
        answer = "{\"echo\":\"" + long1 + "\"}";
        Files.writeString(workspace.resolve("data.jsonl"), "{\"in\":\"" + long1 + "\"}");
        BenchmarkReport report = run(Map.of("caCredentialsId", "ca", "data", "data.jsonl", "expect", List.of("echo = " + long1)));
        assertGood(report);
        assertThat(seen).contains("body: {\"in\":\"" + long1 + "\"}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "headers|Content-Length: 5|is set by the load generator itself",
                "headers|X: {{nothing}}|takes the field 'nothing'",
                "expect|=5|is neither a status nor a JSON path",
                "expect|a b|is neither a status nor a JSON path",
                "body|absent|is not a file",
                "body|needs.txt|takes fields of the data",
                "credentialsId|absent|absent",
            })
    void badInputIsRefusedInOneLine(String parameter, String value, String cause) throws IOException {
        start(HttpServer.create(loopback(), 0));
        Files.writeString(workspace.resolve("needs.txt"), "{{x}}");
        assertThatThrownBy(() -> run(Map.of(parameter, value)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining(cause)
                .hasMessageNotContaining("\n");
    }

    private static void assertGood(BenchmarkReport report) {
        LoadPoint point = report.points().get(0);
        assertThat(point.successes()).as("%s", point).isPositive();
        assertThat(point.failures()).isEmpty();
    }

    private static HttpsServer https(TestCertificate certificate) throws Exception {
        HttpsServer https = HttpsServer.create(loopback(), 0);
        https.setHttpsConfigurator(new HttpsConfigurator(certificate.serverContext()));
        return https;
    }

    private BenchmarkReport run(Map<String, Object> arguments) throws InterruptedException {
        Map<String, Object> all = new LinkedHashMap<>();
        String scheme = server instanceof HttpsServer ? "https" : "http";
        all.put("url", scheme + "://127.0.0.1:" + server.getAddress().getPort() + "/");
        all.put("duration", "300ms");
        all.put("warmup", "0s");
        all.put("gpu", "none");
        all.putAll(arguments);
        try (LocalWorkbench bench =
                new LocalWorkbench(workspace, workspace.resolve("tmp"), credentials, Clock.systemUTC(), log::add)) {
            return (BenchmarkReport) new GpuBenchmark().run(all, bench);
        }
    }
}
