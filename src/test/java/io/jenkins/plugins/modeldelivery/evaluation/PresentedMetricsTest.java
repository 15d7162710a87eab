package io.jenkins.plugins.modeldelivery.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.modeldelivery.report.IntervalPlot;
import io.jenkins.plugins.modeldelivery.report.ReportView;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PresentedMetricsTest {
    @Test
    void headlinesComeFirstAndFurtherAveragesLast() {
        PresentedMetrics metrics = of("binary", List.of(), "accuracy", "f1_macro", "recall", "f1", "roc_auc");
        assertThat(metrics.ordered().keySet()).containsExactly("roc_auc", "f1", "accuracy", "recall", "f1_macro");
    }

    @Test
    void anAverageIsAVariantWhereThePlainMetricIsThere() {
        assertThat(of("binary", List.of(), "f1", "f1_macro").isVariant("f1_macro")).isTrue();
        assertThat(of("multiclass", List.of(), "f1_macro", "f1_micro").isVariant("f1_macro")).isFalse();
        assertThat(of("multiclass", List.of(), "f1_macro", "f1_micro").isVariant("f1_micro")).isTrue();
        assertThat(of("binary", List.of(), "roc_auc").isVariant("roc_auc")).isFalse();
    }

    @Test
    void lossesAndErrorsAreBetterWhenLower() {
        assertThat(of("binary", List.of()).isLowerBetter("log_loss")).isTrue();
        assertThat(of("regression", List.of()).isLowerBetter("rmse")).isTrue();
        assertThat(of("regression", List.of()).isLowerBetter("r2")).isFalse();
        assertThat(of("a task of a later version", List.of()).isLowerBetter("rmse")).isFalse();
    }

    @Test
    void onlyGatesThatCompareWithAValueHaveALimit() {
        PresentedMetrics metrics = of("binary", List.of(
                "roc_auc >= 95%", "warn: roc_auc > 0.99", "log_loss <= 0.1", "f1 not worse by 0.01", "not a gate", "new >= 1"));
        assertThat(metrics.limits()).isEqualTo(Map.of(
                "roc_auc", List.of(new IntervalPlot.Limit(0.95, false), new IntervalPlot.Limit(0.99, false)),
                "log_loss", List.of(new IntervalPlot.Limit(0.1, true))));
    }

    private static PresentedMetrics of(String task, List<String> gates, String... metrics) {
        Map<String, Object> byName = new LinkedHashMap<>();
        List.of(metrics).forEach(name -> byName.put(name, Map.of("value", 0.5)));
        return new PresentedMetrics(new ReportView(Map.of(
                "task", task, "metrics", byName, "gates", gates.stream().map(gate -> Map.of("gate", gate)).toList())));
    }
}
