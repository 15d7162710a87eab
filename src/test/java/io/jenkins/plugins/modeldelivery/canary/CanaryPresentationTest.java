package io.jenkins.plugins.modeldelivery.canary;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.modeldelivery.report.HtmlWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CanaryPresentationTest {
    @Test
    void trafficIsDrawnOnceThereWasSome() {
        Map<String, Object> report = new LinkedHashMap<>(Map.of("verdict", "INCONCLUSIVE"));
        assertThat(page(report)).doesNotContain("<svg");
        report.put("traffic", List.of(Map.of("seconds", 60, "canaryPercent", 25, "stable", 75, "canary", 25)));
        assertThat(page(report)).contains("<svg");
    }

    @Test
    void whatHasNotHappenedIsSaidInAWordInsteadOfAnEmptyTable() {
        Map<String, Object> report = new LinkedHashMap<>(Map.of("verdict", "INCONCLUSIVE"));
        assertThat(page(report)).contains("Nothing has happened yet.").doesNotContain("<table");
        report.put("events", List.of(Map.of("at", "2026-01-01T00:00:00Z", "canaryPercent", 0, "text", "It begins.")));
        assertThat(page(report)).contains("It begins.").doesNotContain("Nothing has happened yet.");
    }

    private static String page(Map<String, Object> report) {
        return HtmlWriter.page(new CanaryPresentation().document(report));
    }
}
