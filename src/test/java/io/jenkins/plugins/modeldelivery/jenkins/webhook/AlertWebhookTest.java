package io.jenkins.plugins.modeldelivery.jenkins.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import hudson.model.Result;
import io.jenkins.plugins.modeldelivery.jenkins.Forms;
import io.jenkins.plugins.modeldelivery.jenkins.page.VerdictAction;
import io.jenkins.plugins.modeldelivery.jenkins.rollback.WatchedVersions;
import io.jenkins.plugins.modeldelivery.jenkins.store.StoreFolder;
import io.jenkins.plugins.modeldelivery.prometheus.Alert;
import io.jenkins.plugins.modeldelivery.prometheus.AlertingStack;
import io.jenkins.plugins.modeldelivery.release.Release;
import io.jenkins.plugins.modeldelivery.release.local.ProxiedVersions;
import io.jenkins.plugins.modeldelivery.release.local.ProxyLoad;
import io.jenkins.plugins.modeldelivery.rollback.AlertInbox;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** The webhook in a real Jenkins that demands crumbs and logins elsewhere: who is heard, who is not, and what follows. */
@WithJenkins
final class AlertWebhookTest {
    private static final String SECRET = "the first secret";
    private static final String PAYLOAD = """
            {"version": "4", "status": "firing", "new": {"field": 1}, "truncatedAlerts": 0, "alerts": [
              {"status": "firing", "fingerprint": "f1", "labels": {"alertname": "HighErrorRate", "model": "fraud"},
               "annotations": {}, "startsAt": "%s", "endsAt": "0001-01-01T00:00:00Z"}]}
            """;

    private JenkinsRule jenkins;
    private URI webhook;

    @BeforeEach
    void start(JenkinsRule rule) throws Exception {
        jenkins = rule;
        webhook = new URI("http://127.0.0.1:" + jenkins.getURL().getPort() + "/jenkins/model-delivery-alert/");
        WatchedVersions.store(jenkins, "alerts", SECRET);
        WatchedVersions.store(jenkins, "alerts-2", "the second secret");
        WebhookConfiguration.get().setCredentialsIds(List.of("alerts\nalerts-2"));
        jenkins.jenkins.setSecurityRealm(jenkins.createDummySecurityRealm());
        jenkins.jenkins.setAuthorizationStrategy(
                new MockAuthorizationStrategy().grant(Jenkins.ADMINISTER).everywhere().to("admin"));
    }

    @Test
    void aRealAlertmanagerCallsAndTheReleaseGoesBack(@TempDir Path folder) throws Exception {
        try (WatchedVersions versions = new WatchedVersions(jenkins)) {
            Optional<AlertingStack> started = AlertingStack.start(
                    folder, versions.proxied.adminPort(), ProxiedVersions.TOKEN.secret(), webhook, SECRET);
            assumeTrue(started.isPresent(), "prometheus or prometheus-alertmanager is not installed");
            try (AlertingStack stack = started.get(); ProxyLoad load = versions.load()) {
                // Looks seldom, so that only a delivery can be what it acts on in time.
                WorkflowRun build = versions.begin(jenkins.createProject(WorkflowJob.class), ", interval: '1h', watch: '2h'");
                versions.current.errorShare = 0.5;
                jenkins.assertBuildStatus(Result.FAILURE, jenkins.waitForCompletion(build));
                assertThat(build.getAction(VerdictAction.class).getBadge()).isEqualTo("rolled back: HighErrorRate");
                assertThat(versions.ledger().live()).get().extracting(Release::image).isEqualTo("registry/fraud:v1");
            }
        }
    }

    @Test
    void onlyWhoKnowsASecretIsHeard() throws Exception {
        assertThat(send(PAYLOAD).statusCode()).isEqualTo(401);
        assertThat(send(PAYLOAD, "Authorization", "Bearer wrong").statusCode()).isEqualTo(403);
        assertThat(send(PAYLOAD, "Authorization", "Bearer ").statusCode()).isEqualTo(403);
        assertThat(send(PAYLOAD, "X-Hub-Signature-256", "sha256=00").statusCode()).isEqualTo(403);
        assertThat(send(now() + " ", "X-Hub-Signature-256", signature(SECRET, now())).statusCode()).isEqualTo(403);
        assertThat(heard()).isEmpty();
        assertThat(send(now(), "Authorization", "Bearer " + SECRET).statusCode()).isEqualTo(204);
        assertThat(send(now(), "Authorization", "Bearer the second secret").statusCode()).isEqualTo(204);
        String body = now();
        assertThat(send(body, "X-Hub-Signature-256", signature(SECRET, body)).statusCode()).isEqualTo(204);
        assertThat(heard()).hasSize(3).allMatch(alert -> alert.name().equals("HighErrorRate"));
        WebhookConfiguration.get().setCredentialsIds(List.of("alerts-2"));
        assertThat(send(now(), "Authorization", "Bearer " + SECRET).statusCode()).isEqualTo(403);
        WebhookConfiguration.get().setCredentialsIds(List.of());
        assertThat(send(now(), "Authorization", "Bearer the second secret").statusCode()).isEqualTo(403);
    }

    @Test
    void whatCannotBeReadIsRefusedWithoutATrace() throws Exception {
        for (String bad : List.of("", "[]", "{}", PAYLOAD.replace("\"4\"", "\"3\""), now().substring(0, 150), PAYLOAD)) {
            assertThat(send(bad, "Authorization", "Bearer " + SECRET).statusCode()).as(bad).isEqualTo(400);
        }
        String large = now() + " ".repeat(AlertWebhook.LARGEST);
        assertThat(send(large, "Authorization", "Bearer " + SECRET).statusCode()).isEqualTo(413);
        HttpRequest chunked = HttpRequest.newBuilder(webhook).header("Authorization", "Bearer " + SECRET)
                .POST(HttpRequest.BodyPublishers.ofByteArrays(List.of(large.getBytes(StandardCharsets.UTF_8)))).build();
        assertThat(answer(chunked).statusCode()).isEqualTo(413);
        HttpRequest get = HttpRequest.newBuilder(webhook).header("Authorization", "Bearer " + SECRET).build();
        assertThat(answer(get).statusCode()).isBetween(400, 499);
        assertThat(heard()).isEmpty();
    }

    @Test
    void aDiskThatTakesNothingIsToldToTheSender() throws Exception {
        Files.createDirectories(StoreFolder.path());
        Files.writeString(StoreFolder.path().resolve("alerts"), "a file where the folder would be");
        assertThat(send(now(), "Authorization", "Bearer " + SECRET).statusCode()).isEqualTo(503);
    }

    @Test
    void theCrumbIsWaivedForThisAddressAndNoOther() throws Exception {
        webhook = webhook.resolve("/jenkins/model-delivery-alert/more");
        assertThat(send(now(), "Authorization", "Bearer " + SECRET).body()).contains("crumb");
        webhook = webhook.resolve("/jenkins/model-delivery-alert/../createItem");
        assertThat(send(now(), "Authorization", "Bearer " + SECRET).statusCode()).isEqualTo(403);
        assertThat(heard()).isEmpty();
    }

    @Test
    void theFormKeepsTheSecretsIds() throws Exception {
        jenkins.jenkins.setAuthorizationStrategy(new hudson.security.AuthorizationStrategy.Unsecured());
        Forms.saveConfiguration(jenkins);
        assertThat(WebhookConfiguration.get().getCredentialsIds()).containsExactly("alerts", "alerts-2");
        assertThat(new WebhookConfiguration().getCredentialsIds()).containsExactly("alerts", "alerts-2");
        assertThat(WebhookConfiguration.get().doCheckCredentialsIds("alerts\nnobody").getMessage())
                .contains("no credential &#039;nobody&#039;");
    }

    private static String now() {
        return PAYLOAD.formatted(Instant.ofEpochSecond(1_800_000_000));
    }

    private static String signature(String secret, String body) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        return "sha256=" + HexFormat.of().formatHex(mac.doFinal(body.getBytes(StandardCharsets.UTF_8)));
    }

    private static List<Alert> heard() {
        return AlertInbox.of(StoreFolder.path()).since(0).alerts();
    }

    private HttpResponse<String> send(String body, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(webhook).POST(HttpRequest.BodyPublishers.ofString(body));
        return answer((headers.length > 0 ? request.headers(headers) : request).build());
    }

    private static HttpResponse<String> answer(HttpRequest request) throws Exception {
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    }
}
