package io.jenkins.plugins.modeldelivery.jenkins.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import hudson.model.Result;
import io.jenkins.plugins.modeldelivery.jenkins.operation.Waiting;
import io.jenkins.plugins.modeldelivery.jenkins.page.VerdictAction;
import io.jenkins.plugins.modeldelivery.jenkins.rollback.WatchedVersions;
import io.jenkins.plugins.modeldelivery.jenkins.store.StoreFolder;
import io.jenkins.plugins.modeldelivery.prometheus.AlertingStack;
import io.jenkins.plugins.modeldelivery.prometheus.DamagedDelivery;
import io.jenkins.plugins.modeldelivery.release.Release;
import io.jenkins.plugins.modeldelivery.release.local.ProxiedVersions;
import io.jenkins.plugins.modeldelivery.release.local.ProxyLoad;
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
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Deliveries as networks and clusters make them: twice, late, cut short, by two senders, damaged, and not at all for a while. */
@WithJenkins
final class DeliveriesTest {
    private static final String SECRET = "the secret";

    private final HttpClient client = HttpClient.newHttpClient();
    private JenkinsRule jenkins;
    private WatchedVersions versions;
    private WorkflowRun build;
    private URI webhook;

    @BeforeEach
    void start(JenkinsRule rule) throws Exception {
        jenkins = rule;
        versions = new WatchedVersions(jenkins);
        WatchedVersions.store(jenkins, "alerts", SECRET);
        WebhookConfiguration.get().setCredentialsIds(List.of("alerts"));
        webhook = new URI("http://127.0.0.1:" + jenkins.getURL().getPort() + "/jenkins/model-delivery-alert/");
        // Looks seldom, so that only a delivery can be what it acts on in time.
        build = versions.begin(jenkins.createProject(WorkflowJob.class), ", interval: '1h', watch: '2h'");
    }

    @AfterEach
    void stop() throws Exception {
        versions.close();
    }

    @Test
    void eachIsHeardOnceAsWhatItIsAndOnlyAWholeOneRollsBackOnce() throws Exception {
        Instant before = Instant.now().minusSeconds(3600);
        Instant after = Instant.now();
        String old = DamagedDelivery.payload("firing", "old", before);
        String resolved = DamagedDelivery.payload("resolved", "resolved", after);
        String firing = DamagedDelivery.payload("firing", "new", after).replace("HighErrorRate", "Slow");

        assertThat(deliver(old)).isEqualTo(204);
        assertThat(deliver(old)).as("a duplicate").isEqualTo(204);
        assertThat(deliver(old.replace("\"receiver\":\"jenkins\"", "\"receiver\":\"other\""))).as("of the cluster's other half").isEqualTo(204);
        assertThat(deliver(resolved)).isEqualTo(204);
        assertThat(deliver(resolved.replace("\"truncatedAlerts\":0", "\"truncatedAlerts\":7"))).as("some left out").isEqualTo(204);
        assertThat(deliver(firing.substring(0, firing.length() - 20))).as("cut short").isEqualTo(400);
        assertThat(deliver(firing.replace("\"status\":\"firing\",\"labels\"", "\"status\":7,\"labels\""))).as("malformed").isEqualTo(400);
        Waiting.until("all were heard", () -> live().contains("it has ended"));
        assertThat(live().split("\"firing\" :")).as("one row for each that is news").hasSize(3);
        assertThat(live()).contains("it began before the release");
        assertThat(build.isBuilding()).isTrue();
        assertThat(versions.route().stable()).isEqualTo(versions.current.address().toString());

        assertThat(deliver(firing)).as("late, yet after the release").isEqualTo(204);
        assertThat(deliver(firing)).isEqualTo(204);
        jenkins.assertBuildStatus(Result.FAILURE, jenkins.waitForCompletion(build));
        assertThat(deliver(firing)).as("when all is over").isEqualTo(204);
        assertThat(build.getAction(VerdictAction.class).getBadge()).isEqualTo("rolled back: Slow");
        assertThat(versions.ledger().releases()).extracting(Release::outcome)
                .containsExactly(Release.Outcome.PROMOTED, Release.Outcome.PROMOTED, Release.Outcome.WITHDRAWN);
    }

    @Test
    void noDamageRollsBackWhateverItIsAnsweredWith() throws Exception {
        Instant released = versions.ledger().live().orElseThrow().finishedAt();
        DamagedDelivery damaged = new DamagedDelivery(released, Instant.now(), 13);
        Map<Integer, Long> answers = IntStream.range(0, 1000)
                .mapToObj(i -> deliver(damaged.next()))
                .collect(Collectors.groupingBy(status -> status, Collectors.counting()));
        assertThat(answers.keySet()).as("%s", answers).isSubsetOf(204, 400);
        assertThat(answers.get(400)).isGreaterThan(250);

        // Of another name, since damage may have said that the same began long ago.
        String whole = DamagedDelivery.payload("firing", "whole", Instant.now()).replace("HighErrorRate", "Slow");
        for (int i = 0; i < 100; i++) {
            HttpRequest signed = HttpRequest.newBuilder(webhook)
                    .header("X-Hub-Signature-256", signature(whole))
                    .POST(HttpRequest.BodyPublishers.ofByteArray(damaged.next()))
                    .build();
            assertThat(client.send(signed, HttpResponse.BodyHandlers.discarding()).statusCode()).isEqualTo(403);
        }
        assertThat(build.isBuilding()).isTrue();
        assertThat(live()).doesNotContain("\"counted\" : true");
        assertThat(versions.route().stable()).isEqualTo(versions.current.address().toString());
        assertThat(deliver(whole)).isEqualTo(204);
        jenkins.assertBuildStatus(Result.FAILURE, jenkins.waitForCompletion(build));
    }

    /** While nothing can be kept Alertmanager is told so, and sends again what it had to say. */
    @Test
    void aRealAlertmanagerSendsAgainWhatCouldNotBeKept(@TempDir Path folder) throws Exception {
        Optional<AlertingStack> started = AlertingStack.start(
                folder, versions.proxied.adminPort(), ProxiedVersions.TOKEN.secret(), webhook, SECRET);
        assumeTrue(started.isPresent(), "prometheus or prometheus-alertmanager is not installed");
        Path alerts = StoreFolder.path().resolve("alerts");
        Files.writeString(alerts, "a file where the folder would be");
        try (AlertingStack stack = started.get(); ProxyLoad load = versions.load()) {
            versions.current.errorShare = 0.5;
            Waiting.until("it was tried in vain", () -> stack.said("prometheus-alertmanager").contains("503"));
            assertThat(build.isBuilding()).isTrue();
            Files.delete(alerts);
            jenkins.assertBuildStatus(Result.FAILURE, jenkins.waitForCompletion(build));
            assertThat(build.getAction(VerdictAction.class).getBadge()).isEqualTo("rolled back: HighErrorRate");
        }
    }

    private String live() throws Exception {
        return jenkins.createWebClient()
                .goTo(build.getUrl() + "model-delivery/rollbackOnAlert/report.json", "application/json")
                .getWebResponse().getContentAsString();
    }

    private static String signature(String body) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        return "sha256=" + HexFormat.of().formatHex(mac.doFinal(body.getBytes(StandardCharsets.UTF_8)));
    }

    private int deliver(String body) {
        return deliver(body.getBytes(StandardCharsets.UTF_8));
    }

    private int deliver(byte[] body) {
        HttpRequest request = HttpRequest.newBuilder(webhook)
                .header("Authorization", "Bearer " + SECRET)
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build();
        return client.sendAsync(request, HttpResponse.BodyHandlers.discarding()).join().statusCode();
    }
}
