package io.jenkins.plugins.modeldelivery.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.jenkins.plugins.modeldelivery.operation.Verdict;
import io.jenkins.plugins.modeldelivery.report.Document;
import io.jenkins.plugins.modeldelivery.report.HtmlWriter;
import io.jenkins.plugins.modeldelivery.report.ReportJson;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class EvaluationPresentationTest {
    private static final int LARGEST_PAGE = 300_000;

    private final EvaluationPresentation presentation = new EvaluationPresentation();

    static Stream<Map<String, Object>> examples() {
        return Stream.of(EvaluationExamples.binary(), EvaluationExamples.multiclass(10), EvaluationExamples.regression());
    }

    @Test
    void theWorstGateComesFirstWithItsReason() {
        String page = page(EvaluationExamples.binary());
        assertThat(page.indexOf("shown worse by more than 0.01")).isPositive().isLessThan(page.indexOf("roc_auc &gt;= 0.90"));
        assertThat(page.indexOf("roc_auc &gt;= 0.90")).isLessThan(page.indexOf("balanced_accuracy"));
    }

    @Test
    void aMetricStandsBesideTheChampionsWithTheirDifference() {
        assertThat(page(EvaluationExamples.binary())).containsSubsequence(
                "roc_auc</code></th>", "0.9541", "[0.9488, 0.9594]", "0.9420", "+0.0121", "[0.0063, 0.0179]", "better", "delong");
        assertThat(page(EvaluationExamples.binary())).containsSubsequence("log_loss</code></th>", "+0.0020", "worse");
        assertThat(page(EvaluationExamples.multiclass(3))).doesNotContain(Messages.Page_difference());
    }

    @Test
    void aMetricWithoutAValueSaysWhy() {
        assertThat(page(EvaluationExamples.regression())).containsSubsequence("mape</code></th>", "\u2013", "3 targets are zero.");
    }

    @Test
    void eachTaskHasItsCharts() {
        assertThat(page(EvaluationExamples.binary())).contains(
                Messages.Page_confusion(), Messages.Page_roc(), Messages.Page_precisionRecall(), Messages.Page_scores());
        assertThat(page(EvaluationExamples.regression())).contains(
                Messages.Page_residuals(), Messages.Page_residualsByPrediction(), Messages.Page_errors().replace("'", "&#39;"));
        assertThat(page(EvaluationExamples.regression())).doesNotContain(Messages.Page_roc());
    }

    @Test
    void theBadgeSaysTheTasksHeadline() {
        assertThat(presentation.badge(EvaluationExamples.binary())).isEqualTo("roc_auc 0.9541");
        assertThat(presentation.badge(EvaluationExamples.multiclass(3))).isEqualTo("accuracy 0.9667");
        assertThat(presentation.badge(EvaluationExamples.regression())).isEqualTo("rmse 49.11");
        assertThat(presentation.badge(Map.of())).isEqualTo(Messages.Page_noMetric());
        assertThat(presentation.trend(EvaluationExamples.binary())).containsOnlyKeys("roc_auc", "f1", "accuracy");
    }

    @Test
    void verdictAndReasonsComeFromTheReport() {
        Document document = presentation.document(EvaluationExamples.binary());
        assertThat(document.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(document.title()).isEqualTo("fraud");
        assertThat(document.reasons()).isEqualTo(EvaluationExamples.binary().get("reasons"));
    }

    @ParameterizedTest
    @MethodSource("examples")
    void aReportReadBackFromJsonShowsTheSamePage(Map<String, Object> report) {
        assertThat(page(ReportJson.read(ReportJson.write(report), "report.json"))).isEqualTo(page(report));
    }

    @ParameterizedTest
    @MethodSource("examples")
    void whatIsMissingOrBrokenIsLeftOut(Map<String, Object> report) {
        List<Object> wrong = Arrays.asList(
                null, "text", 1L, Double.NaN, Map.of("x", 1), List.of(Map.of(), "x", 3L), Map.of("roc", "none"), List.of());
        for (List<String> path : paths(report, 3)) {
            for (Object value : wrong) {
                Map<String, Object> broken = replaced(report, path, value);
                assertThatCode(() -> page(broken)).as(path + " = " + value).doesNotThrowAnyException();
            }
        }
        assertThat(page(Map.of())).contains("model-delivery");
    }

    @Test
    void aPageStaysSmallHoweverManyClassesRowsAndLetters() {
        Map<String, Object> report = EvaluationExamples.multiclass(1000);
        List<Double> many = IntStream.range(0, 100_000).mapToObj(i -> i / 100_000.0).toList();
        report.put("curves", Map.of("roc", Map.of("x", many, "y", many), "precision_recall", Map.of("x", many, "y", many)));
        Map<?, ?> confusion = (Map<?, ?>) report.get("confusion");
        List<String> longLabels = IntStream.range(0, 1000).mapToObj(i -> i + "x".repeat(5_000)).toList();
        report.put("confusion", Map.of("labels", longLabels, "counts", confusion.get("counts")));
        report.put("reasons", List.of("y".repeat(100_000)));

        assertThat(page(report)).hasSizeLessThan(LARGEST_PAGE).contains("1,000");
    }

    @Test
    void classesBeyondTheLargestAreCountedTogether() {
        String page = page(EvaluationExamples.multiclass(25));
        assertThat(page).contains(Messages.Page_otherClasses("6"));
        List<?> rows = (List<?>) ((Map<?, ?>) EvaluationExamples.multiclass(25).get("confusion")).get("counts");
        long all = rows.stream().flatMap(row -> ((List<?>) row).stream()).mapToLong(count -> (Long) count).sum();
        long shown = Pattern.compile("<g><title>[^<]*: ([0-9]+) \\(").matcher(page).results()
                .mapToLong(cell -> Long.parseLong(cell.group(1))).sum();
        assertThat(shown).isEqualTo(all);
        assertThat(page(EvaluationExamples.multiclass(20))).doesNotContain(Messages.Page_otherClasses("1"));
    }

    @Test
    void aBandWithoutOneOfItsEdgesIsNotDrawn() {
        Map<String, Object> report = EvaluationExamples.regression();
        Map<?, ?> bins = (Map<?, ?>) ((Map<?, ?>) report.get("residuals")).get("byPrediction");
        for (String edge : List.of("low", "high")) {
            Map<Object, Object> without = new LinkedHashMap<>(bins);
            without.remove(edge);
            report.put("residuals", Map.of("byPrediction", without));
            assertThat(page(report)).as("without " + edge).doesNotContain(Messages.Page_residualsByPrediction());
        }
    }

    @Test
    void aChineseReaderGetsAChinesePage() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.SIMPLIFIED_CHINESE);
            assertThat(page(EvaluationExamples.binary())).contains("lang=\"zh-CN\"", "\u95e8\u7981", "\u6df7\u6dc6\u77e9\u9635", "\u672a\u901a\u8fc7");
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void aReaderOfAnotherLanguageIsToldThatThePageIsEnglish() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.GERMANY);
            assertThat(page(EvaluationExamples.binary())).contains("lang=\"en\"");
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void aSeedKeepsAllItsDigits() {
        Map<String, Object> report = EvaluationExamples.binary();
        report.put("seed", Long.MAX_VALUE);
        assertThat(page(report)).contains("9223372036854775807");
    }

    private String page(Map<String, Object> report) {
        return HtmlWriter.page(presentation.document(report));
    }

    /** The paths to all fields of a report, down to a depth. */
    private static List<List<String>> paths(Map<?, ?> report, int depth) {
        List<List<String>> paths = new ArrayList<>();
        report.forEach((key, value) -> {
            paths.add(List.of((String) key));
            if (depth > 1 && value instanceof Map<?, ?> inner) {
                paths(inner, depth - 1).forEach(rest -> {
                    List<String> path = new ArrayList<>(List.of((String) key));
                    path.addAll(rest);
                    paths.add(path);
                });
            }
        });
        return paths;
    }

    private static Map<String, Object> replaced(Map<?, ?> report, List<String> path, Object value) {
        Map<String, Object> copy = new LinkedHashMap<>();
        report.forEach((key, old) -> copy.put((String) key, old));
        boolean last = path.size() == 1;
        copy.put(path.get(0), last ? value : replaced((Map<?, ?>) report.get(path.get(0)), path.subList(1, path.size()), value));
        return copy;
    }
}
