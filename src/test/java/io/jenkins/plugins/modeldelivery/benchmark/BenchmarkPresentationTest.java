package io.jenkins.plugins.modeldelivery.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.modeldelivery.report.HtmlWriter;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BenchmarkPresentationTest {
    @Test
    void theCurveIsDrawnFromTwoValidPointsOn() {
        assertThat(page(point(true, 100), point(true, 200))).contains("Latency against throughput");
        assertThat(page(point(true, 100), point(false, 200))).doesNotContain("Latency against throughput");
    }

    private static Map<String, Object> point(boolean valid, double throughput) {
        Map<String, Object> latency = Map.of("p50", Map.of("value", 0.01), "p99", Map.of("value", 0.02));
        return Map.of(
                "label", throughput + "/s", "valid", valid, "throughput", Map.of("value", throughput), "latency", latency);
    }

    @SafeVarargs
    private static String page(Map<String, Object>... points) {
        Map<String, Object> report = Map.of("verdict", "PASS", "points", List.of(points));
        return HtmlWriter.page(new BenchmarkPresentation().document(report));
    }
}
