package io.jenkins.plugins.modeldelivery.rollback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.modeldelivery.operation.InvalidInputException;
import io.jenkins.plugins.modeldelivery.operation.Report;
import io.jenkins.plugins.modeldelivery.operation.Verdict;
import io.jenkins.plugins.modeldelivery.prometheus.Alert;
import io.jenkins.plugins.modeldelivery.release.Release;
import io.jenkins.plugins.modeldelivery.release.local.ProxyLoad;
import io.jenkins.plugins.modeldelivery.report.HtmlWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two versions behind the real proxy: production complains about the newer, and the older is back. */
@Timeout(60)
class RollbackOnAlertTest {
    private TwoVersions versions;

    @TempDir
    private Path workspace;

    @BeforeEach
    void start() throws Exception {
        versions = new TwoVersions(workspace);
    }

    @AfterEach
    void stop() throws Exception {
        versions.close();
    }

    @Test
    void aDeliveredAlertBringsTheFormerVersionBackAndNoRequestIsLost() throws Exception {
        ProxyLoad load = versions.load();
        CompletableFuture<Report> watch = versions.watch(Map.of("alerts", List.of("model=\"fraud\""), "watch", "1h"));
        while (versions.log.isEmpty()) {
            Thread.onSpinWait();
        }
        AlertInbox.of(workspace.resolve("model-delivery")).append(List.of(new Alert(
                "f", true, Map.of("alertname", "HighErrorRate", "model", "fraud"), Map.of(), Instant.now(), null)), Instant.now());
        Report report = watch.get(30, TimeUnit.SECONDS);
        load.close();

        assertThat(report.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(report.toMap()).containsEntry("outcome", "ROLLED_BACK").containsEntry("cause", "HighErrorRate");
        assertThat(load.good.get()).isEqualTo(load.sent.get()).isPositive();
        assertThat(versions.ledger().live()).get().extracting(Release::image).isEqualTo("registry/fraud:v1");
        assertThat(versions.ledger().releases()).hasSize(3);
        assertThat(HtmlWriter.fragment(new RollbackPresentation().document(report.toMap())))
                .contains("HighErrorRate", "registry/fraud:v1", "registry/fraud:v2");
        assertThat(versions.log).anyMatch(line -> line.startsWith("Back to registry/fraud:v1"));
    }

    @Test
    void aRuleNeedsNoAlertmanager() throws Exception {
        versions.current.errorShare = 0.5;
        try (ProxyLoad load = versions.load()) {
            Report report = versions.watch(Map.of("rules", List.of("error_rate > 10% for 300ms"), "watch", "1h"))
                    .get(30, TimeUnit.SECONDS);
            assertThat(report.toMap()).containsEntry("outcome", "ROLLED_BACK");
        }
    }

    @Test
    void aQuietWatchIsCleanAndTouchesNothing() throws Exception {
        Report report = versions.watch(Map.of("alerts", List.of("model=\"fraud\""), "watch", "500ms")).get(30, TimeUnit.SECONDS);
        assertThat(report.verdict()).isEqualTo(Verdict.PASS);
        assertThat(versions.ledger().live()).get().extracting(Release::image).isEqualTo("registry/fraud:v2");
    }

    @Test
    void whatWasNeverReleasedCannotBeWatched() {
        assertThatThrownBy(() -> versions.run(Map.of("workload", "local/other", "alerts", List.of("a=b"))))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("has no release on record");
    }

    @Test
    void whoIsToAskInOurPlaceMustBeThere() {
        assertThatThrownBy(() -> versions.run(Map.of("alerts", List.of("a=b"), "via", "edge")))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("via 'edge' is the label of a Jenkins agent, and outside of Jenkins there is none; leave it out");
    }

    @Test
    void badInputIsOneLine() {
        for (Map<String, Object> bad : List.<Map<String, Object>>of(
                Map.of(),
                Map.of("alerts", List.of("model fraud")),
                Map.of("rules", List.of("error_rate")),
                Map.of("rules", List.of("promql(\"up\") < 1")),
                Map.of("alerts", List.of("a=b"), "alertmanager", "http://user:secret@host"),
                Map.of("alerts", List.of("a=b"), "retrain", "job"),
                Map.of("alerts", List.of("a=b"), "traffic", "haproxy:127.0.0.1:9999/fraud", "via", "edge"),
                Map.of("alerts", List.of("a=b"), "watch", "soon"))) {
            assertThatThrownBy(() -> versions.run(bad))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageNotContaining("\n");
        }
    }
}
