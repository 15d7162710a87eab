package io.jenkins.plugins.modeldelivery.judge.kayenta;

import static io.jenkins.plugins.modeldelivery.judge.kayenta.Cases.number;
import static io.jenkins.plugins.modeldelivery.judge.kayenta.Cases.numbers;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.modeldelivery.statistics.MannWhitneyShift;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every numeric case of Kayenta's own suites gives the same here. */
class KayentaCasesTest {
    private static final double KAYENTA_PRECISION = 1e-4;

    @Test
    void everyCaseOfKayentasSuitesIsHere() throws IOException {
        Map<String, Integer> suites = Map.of(
                "mannwhitney", 7, "classifier", 37, "statistic", 18, "scorer", 13, "detector", 6, "transform", 6);
        for (String suite : suites.keySet()) {
            assertThat(Cases.of(suite, node -> {})).as(suite).hasSize(suites.get(suite));
        }
    }

    @TestFactory
    Stream<DynamicTest> mannWhitneySuite() throws IOException {
        return Cases.of("mannwhitney", node -> {
            switch (node.get("kind").asText()) {
                case "quantile" -> assertThat(NormalDistribution.of(0, 1)
                                .inverseCumulativeProbability(node.get("alpha").doubleValue() / 2))
                        .isCloseTo(node.get("expected").doubleValue(), within(1e-6));
                case "statistic" -> statistic(node);
                case "interval" -> interval(node);
                default -> intermediate(node);
            }
        });
    }

    private static MannWhitneyShift shifts(JsonNode node) {
        return new MannWhitneyShift(numbers(node.get("x")), numbers(node.get("y")), KAYENTA_PRECISION);
    }

    private static void statistic(JsonNode node) {
        node.get("expected").forEach(expected -> assertThat(shifts(node).statistic(expected.get("mu").doubleValue(), 0))
                .isCloseTo(expected.get("value").doubleValue(), within(1e-6)));
    }

    private static void interval(JsonNode node) {
        MannWhitneyShift.Shift shift = shifts(node).shift(node.get("confidence").doubleValue());
        assertThat(shift.low()).isCloseTo(node.get("low").doubleValue(), within(1e-6));
        assertThat(shift.high()).isCloseTo(node.get("high").doubleValue(), within(1e-6));
        assertThat(shift.estimate())
                .isCloseTo(node.get("estimate").doubleValue(), within(node.get("estimateTolerance").doubleValue()));
    }

    private static void intermediate(JsonNode node) {
        MannWhitneyShift shifts = shifts(node);
        double z = node.get("rZqLower").doubleValue();
        Map<String, Double> values = new LinkedHashMap<>();
        values.put("rMumin", shifts.least());
        values.put("rMumax", shifts.greatest());
        values.put("rZqLower", NormalDistribution.of(0, 1).inverseSurvivalProbability(0.025));
        values.put("rZqUpper", NormalDistribution.of(0, 1).inverseCumulativeProbability(0.025));
        values.put("rFlower1", shifts.statistic(shifts.least(), z));
        values.put("rFupper1", shifts.statistic(shifts.greatest(), z));
        values.put("rFlower2", shifts.statistic(shifts.least(), -z));
        values.put("rFupper2", shifts.statistic(shifts.greatest(), -z));
        values.put("rCil", shifts.zero(z));
        values.put("rCiu", shifts.zero(-z));
        values.put("rEst", shifts.zero(0));
        values.forEach((name, value) ->
                assertThat(value).as(name).isCloseTo(node.get(name).doubleValue(), within(1e-6)));
    }

    @TestFactory
    Stream<DynamicTest> classifierSuite() throws IOException {
        return Cases.of("classifier", node -> {
            double[] control = numbers(node.get("control"));
            double[] experiment = numbers(node.get("experiment"));
            MetricResult result = node.get("classifier").asText().equals("MannWhitney")
                    ? classifier(node).classify(metric(node), control, experiment)
                    : MeanInequality.classify(metric(node), control, experiment);
            JsonNode expected = node.get("expected");
            if (expected.has("classification")) {
                assertThat(result.classification().label()).isEqualTo(expected.get("classification").asText());
            }
            if (expected.has("critical")) {
                assertThat(result.critical()).isEqualTo(expected.get("critical").booleanValue());
            }
            if (expected.has("deviation")) {
                assertThat(result.ratio()).isEqualTo(Double.valueOf(number(expected.get("deviation"))));
            }
            if (expected.has("hasReason")) {
                assertThat(result.reason()).isNotEmpty();
            }
        });
    }

    private static MetricClassifier classifier(JsonNode node) {
        return new MetricClassifier(false, node.get("tolerance").doubleValue(), node.get("confLevel").doubleValue());
    }

    private static MetricConfig metric(JsonNode node) {
        boolean cles = node.has("effectSizeMeasure");
        double[] allowed = thresholds(node, "effectSizeThresholds");
        double[] critical = thresholds(node, "criticalThresholds");
        return new MetricConfig(
                "metric",
                List.of(),
                MetricConfig.Direction.valueOf(node.get("direction").asText().toUpperCase(Locale.ROOT)),
                node.get("nanStrategy").asText().equals("replace"),
                Double.NaN,
                node.get("isCritical").booleanValue(),
                false,
                node.get("isDataRequired").booleanValue(),
                new MetricConfig.EffectSize(cles, allowed[1], allowed[0], critical[1], critical[0]));
    }

    private static double[] thresholds(JsonNode node, String name) {
        return node.has(name) ? numbers(node.get(name)) : new double[] {1, 1};
    }

    @TestFactory
    Stream<DynamicTest> statisticSuite() throws IOException {
        return Cases.of("statistic", node -> {
            switch (node.get("function").asText()) {
                case "summary" -> summary(node);
                case "percentile" -> node.get("expected").forEach(expected -> assertThat(
                                Samples.percentile(numbers(node.get("values")), expected.get("p").doubleValue()))
                        .isCloseTo(
                                expected.get("value").doubleValue(),
                                within(Math.max(1e-12, expected.get("tolerance").doubleValue()))));
                default -> effect(node);
            }
        });
    }

    private static void summary(JsonNode node) {
        double[] values = numbers(node.get("values"));
        double[] seen = values.length == 0
                ? new double[5]
                : new double[] {
                    Arrays.stream(values).min().orElseThrow(),
                    Arrays.stream(values).max().orElseThrow(),
                    Samples.mean(values),
                    Math.sqrt(Samples.variance(values, 1)),
                    values.length
                };
        double[] expected = numbers(node.get("expected"));
        for (int i = 0; i < expected.length; i++) {
            assertThat(seen[i]).isCloseTo(expected[i], within(1e-4));
        }
    }

    private static void effect(JsonNode node) {
        double[] control = numbers(node.get("control"));
        double[] experiment = numbers(node.get("experiment"));
        double effect =
                switch (node.get("function").asText()) {
                    case "cles" -> Samples.commonLanguageEffect(control, experiment);
                    case "cohenD" -> Samples.cohenD(experiment, control);
                    default -> Samples.meanRatio(control, experiment);
                };
        double expected = number(node.get("expected"));
        if (Double.isNaN(expected)) {
            assertThat(effect).isNaN();
        } else {
            assertThat(effect).isCloseTo(expected, within(Math.max(1e-12, node.get("tolerance").doubleValue())));
        }
    }

    @TestFactory
    Stream<DynamicTest> scorerSuite() throws IOException {
        return Cases.of("scorer", node -> {
            Map<String, Double> weights = new LinkedHashMap<>();
            node.get("groupWeights").fields().forEachRemaining(e -> weights.put(e.getKey(), e.getValue().doubleValue()));
            List<MetricResult> metrics = new ArrayList<>();
            node.get("metrics").forEach(metric -> metrics.add(result(metric)));
            assertThat(Scores.of(metrics, weights).summary()).isEqualTo(node.get("summaryScore").doubleValue());
        });
    }

    private static MetricResult result(JsonNode metric) {
        List<String> groups = new ArrayList<>();
        metric.get("groups").forEach(group -> groups.add(group.asText()));
        Classification classification = Arrays.stream(Classification.values())
                .filter(c -> c.label().equals(metric.get("classification").asText()))
                .findFirst()
                .orElseThrow();
        return new MetricResult(
                metric.get("name").asText(), groups, classification, metric.get("critical").booleanValue(), false, 1, "");
    }

    @TestFactory
    Stream<DynamicTest> detectorSuite() throws IOException {
        return Cases.of("detector", node -> {
            double[] values = numbers(node.get("values"));
            List<Boolean> expected = new ArrayList<>();
            node.get("expected").forEach(outlier -> expected.add(outlier.booleanValue()));
            Outliers outliers = outliers(node, values);
            assertThat(Arrays.stream(values).mapToObj(outliers::isOutlier)).containsExactlyElementsOf(expected);
        });
    }

    private static Outliers outliers(JsonNode node, double[] values) {
        double factor = node.get("factor").doubleValue();
        return node.get("detector").asText().equals("iqr")
                ? Outliers.interquartile(values, factor)
                : Outliers.sigma(values, factor);
    }

    @TestFactory
    Stream<DynamicTest> transformSuite() throws IOException {
        return Cases.of("transform", node -> {
            double[] values = numbers(node.get("values"));
            switch (node.get("function").asText()) {
                case "removeNaNs" -> assertThat(Samples.withoutNaN(values)).containsExactly(numbers(node.get("expected")));
                case "replaceNaNs" -> assertThat(Samples.withZeroForNaN(values))
                        .containsExactly(numbers(node.get("expected")));
                case "removeOutliers" -> assertThat(outliers(node, values).without(values))
                        .containsExactly(numbers(node.get("expected")));
                default -> noise(node);
            }
        });
    }

    /** Kayenta's case draws noise of mean 1 and deviation 1 and accepts 0.2 off; the same bound on many more draws. */
    private static void noise(JsonNode node) {
        double[] ones = new double[10_000];
        Arrays.fill(ones, 1e5);
        double[] noise = MetricClassifier.noisy(ones, new Random(node.get("seed").longValue()));
        double[] drawn = Arrays.stream(noise).map(value -> value - 1e5 + node.get("mean").doubleValue()).toArray();
        double tolerance = node.get("tolerance").doubleValue();
        assertThat(Samples.mean(drawn)).isCloseTo(1, within(tolerance));
        assertThat(Math.sqrt(Samples.variance(drawn, 1))).isCloseTo(1, within(tolerance));
    }
}
