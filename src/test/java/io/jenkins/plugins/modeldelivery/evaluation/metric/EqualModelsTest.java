package io.jenkins.plugins.modeldelivery.evaluation.metric;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.modeldelivery.evaluation.rows.Observation;
import io.jenkins.plugins.modeldelivery.evaluation.rows.Observations;
import io.jenkins.plugins.modeldelivery.statistics.Estimate;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Of two equal models, "not worse" fails for at most alpha of the samples, in every metric. */
class EqualModelsTest {
    private static final double CONFIDENCE = 0.95;

    /** Alpha, and what the chance of 1,000 samples may add to a test that fails exactly as often as alpha. */
    private static final double MOST_OF_1000 = 1 - CONFIDENCE + 0.02;

    @TempDir
    private Path scratch;

    /** How rows of two equal models come about. */
    private interface Population {
        void row(SplittableRandom random, long number, List<? extends Comparison> comparisons);
    }

    @Test
    void fiftySamplesOfEach() {
        assertFalseAlarms(50, 200, 0.18);
    }

    @Test
    @Tag("soak")
    void aThousandSamplesOfEach() {
        assertFalseAlarms(1000, 60, MOST_OF_1000);
        assertFalseAlarms(1000, 300, MOST_OF_1000);
        assertFalseAlarms(1000, 1500, MOST_OF_1000);
    }

    private void assertFalseAlarms(int samples, int rows, double most) {
        Map<String, Double> shares = new TreeMap<>();
        for (boolean weighted : new boolean[] {false, true}) {
            String suffix = weighted ? " weighted" : "";
            shares.putAll(falseAlarms("binary" + suffix, samples, rows, (r, n, c) -> binary(r, n, c, weighted), this::binary));
            shares.putAll(falseAlarms("classes" + suffix, samples, rows, (r, n, c) -> classes(r, n, c, weighted), this::classes));
            shares.putAll(falseAlarms("numbers" + suffix, samples, rows, (r, n, c) -> numbers(r, n, c, weighted), () -> List.of(
                    new RegressionComparison(weighted, precision()))));
        }
        assertThat(shares).as("%d samples of %d rows", samples, rows).allSatisfy(
                (metric, share) -> assertThat(share).as("%s of %s", metric, shares).isLessThanOrEqualTo(most));
    }

    private Map<String, Double> falseAlarms(
            String name,
            int samples,
            int rows,
            Population population,
            java.util.function.Supplier<List<? extends Comparison>> comparing) {
        Map<String, Double> shares = new TreeMap<>();
        for (int sample = 0; sample < samples; sample++) {
            SplittableRandom random = new SplittableRandom(sample);
            List<? extends Comparison> comparisons = comparing.get();
            for (int i = 1; i <= rows; i++) {
                population.row(random, i, comparisons);
            }
            for (Comparison comparison : comparisons) {
                comparison.contrasts(comparison.metrics(), Contrast.DIFFERENCE).forEach((metric, difference) ->
                        shares.merge(name + " " + metric, isShown(difference) ? 1.0 / samples : 0, Double::sum));
            }
        }
        return shares;
    }

    /** One side: that the candidate's value is shown to be the greater one. */
    private static boolean isShown(Estimate difference) {
        return difference.lowerBound() > 0;
    }

    private Precision precision() {
        return new Precision(CONFIDENCE, 1, 1 << 24, scratch);
    }

    private List<? extends Comparison> binary() {
        return List.of(
                new ClassificationComparison(Observations.classes(2), true, precision()),
                new LossComparison(true, precision()),
                new RankingComparison(precision()));
    }

    private List<? extends Comparison> classes() {
        return List.of(new ClassificationComparison(Observations.classes(4), false, precision()));
    }

    private static double weight(SplittableRandom random, boolean weighted) {
        return weighted ? 0.5 + random.nextInt(4) : 1;
    }

    private static void binary(
            SplittableRandom random, long number, List<? extends Comparison> comparisons, boolean weighted) {
        int actual = random.nextInt(4) == 0 ? 1 : 0;
        double weight = weight(random, weighted);
        double common = random.nextGaussian() + 1.2 * actual;
        Observation candidate = scored(number, actual, weight, common + 0.7 * random.nextGaussian());
        Observation champion = scored(number, actual, weight, common + 0.7 * random.nextGaussian());
        comparisons.forEach(comparison -> comparison.add(candidate, champion));
    }

    private static Observation scored(long number, int actual, double weight, double logit) {
        double score = Math.round(1000 / (1 + Math.exp(0.8 - logit))) / 1000.0;
        return Observations.of(number, actual, score >= 0.5 ? 1 : 0, weight, score);
    }

    private static void classes(
            SplittableRandom random, long number, List<? extends Comparison> comparisons, boolean weighted) {
        int actual = Math.min(3, random.nextInt(6));
        double weight = weight(random, weighted);
        Observation candidate = Observations.of(number, actual, guessed(random, actual), weight);
        Observation champion = Observations.of(number, actual, guessed(random, actual), weight);
        comparisons.forEach(comparison -> comparison.add(candidate, champion));
    }

    private static int guessed(SplittableRandom random, int actual) {
        return random.nextInt(10) < 7 ? actual : random.nextInt(4);
    }

    private static void numbers(
            SplittableRandom random, long number, List<? extends Comparison> comparisons, boolean weighted) {
        double actual = 100 + 5 * random.nextGaussian();
        double weight = weight(random, weighted);
        double common = random.nextGaussian();
        Observation candidate = Observations.of(number, actual, actual + error(random, common), weight);
        Observation champion = Observations.of(number, actual, actual + error(random, common), weight);
        comparisons.forEach(comparison -> comparison.add(candidate, champion));
    }

    /** Now and then an error is five times as large. */
    private static double error(SplittableRandom random, double common) {
        return (common + random.nextGaussian()) * (random.nextInt(20) == 0 ? 5 : 1);
    }
}
