package io.jenkins.plugins.modeldelivery.release;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.modeldelivery.prometheus.Exposition;
import io.jenkins.plugins.modeldelivery.prometheus.ExpositionWriter;
import io.jenkins.plugins.modeldelivery.prometheus.Sample;
import io.jenkins.plugins.modeldelivery.report.ReportView;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TallyTest {
    private final Tally tally = new Tally();

    @Test
    void everyCountIsThereBeforeAnythingHasEnded() {
        assertThat(value("model_delivery_deployments_total", "outcome", "promoted")).isZero();
        assertThat(value("model_delivery_rollbacks_total", "cause", "alert")).isZero();
        assertThat(page()).contains("model_delivery_rollback_seconds_count{workload=\"local/fraud\"} 0\n");
    }

    @Test
    void endsAreCountedByHowAndWhy() {
        count("canaryDeploy", Map.of("outcome", "PROMOTED"));
        count("canaryDeploy", Map.of("outcome", "PROMOTED"));
        count("canaryDeploy", Map.of("outcome", "ROLLED_BACK"));
        count("canaryDeploy", Map.of("outcome", "NOTHING_TO_DO"));
        count("rollbackOnAlert", Map.of("outcome", "ROLLED_BACK", "detectionSeconds", 12.5, "rollbackSeconds", 0.75));
        count("rollbackOnAlert", Map.of("outcome", "ROLLED_BACK", "rollbackSeconds", 3.0));
        count("rollbackOnAlert", Map.of("outcome", "CLEAN"));

        assertThat(value("model_delivery_deployments_total", "outcome", "promoted")).isEqualTo(2);
        assertThat(value("model_delivery_deployments_total", "outcome", "rolled_back")).isEqualTo(1);
        for (String cause : List.of("canary", "alert", "person")) {
            assertThat(value("model_delivery_rollbacks_total", "cause", cause)).as(cause).isEqualTo(1);
        }
        assertThat(page()).doesNotContain("nothing_to_do").contains(
                "model_delivery_detection_seconds_bucket{workload=\"local/fraud\",le=\"10.0\"} 0\n",
                "model_delivery_detection_seconds_bucket{workload=\"local/fraud\",le=\"30.0\"} 1\n",
                "model_delivery_rollback_seconds_bucket{workload=\"local/fraud\",le=\"1.0\"} 1\n",
                "model_delivery_rollback_seconds_sum{workload=\"local/fraud\"} 3.75\n");
    }

    @Test
    void aWatchCountsForItsWorkloadAlsoWhereTheClusterIsCalledWatch() {
        for (String subject : List.of("prod/ml/deployment.fraud", "watch/ml/deployment.fraud")) {
            assertThat(Place.workloadOf(subject)).isEqualTo(subject);
            assertThat(Place.workloadOf(Place.watchOf(subject))).isEqualTo(subject);
        }
    }

    private void count(String step, Map<String, Object> report) {
        tally.count(step, new ReportView(report));
    }

    private double value(String metric, String label, String value) {
        return Exposition.parse("test", page()).stream()
                .filter(sample -> sample.name().equals(metric) && value.equals(sample.labels().get(label)))
                .mapToDouble(Sample::value)
                .sum();
    }

    private String page() {
        ExpositionWriter page = new ExpositionWriter();
        Tally.announce(page);
        tally.expose(page, Map.of("workload", "local/fraud"));
        return page.page();
    }
}
