package io.jenkins.plugins.modeldelivery.rollback;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.modeldelivery.report.HtmlWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RollbackPresentationTest {
    private final Map<String, Object> report = new LinkedHashMap<>(Map.of("verdict", "INCONCLUSIVE"));

    @Test
    void whatIsEmptyIsSaidInAWordInsteadOfAnEmptyTable() {
        assertThat(page()).contains("No alert was heard of.", "Nothing has happened yet.").doesNotContain("<table");
        report.put("events", List.of(Map.of("at", "2026-03-01T12:01:00Z", "text", "No answer: Prometheus")));
        assertThat(page()).contains("No alert was heard of.", "No answer: Prometheus").doesNotContain("Nothing has happened yet.");
        report.put("alerts", List.of(Map.of("seenAt", "2026-03-01T12:01:00Z", "name", "HighErrorRate", "startsAt", "2026-03-01T12:00:30Z")));
        assertThat(page()).contains("HighErrorRate").doesNotContain("No alert was heard of.");
    }

    private String page() {
        return HtmlWriter.fragment(new RollbackPresentation().document(report));
    }
}
