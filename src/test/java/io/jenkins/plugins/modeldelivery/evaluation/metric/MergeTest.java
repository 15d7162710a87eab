package io.jenkins.plugins.modeldelivery.evaluation.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.jenkins.plugins.modeldelivery.evaluation.rows.Observation;
import io.jenkins.plugins.modeldelivery.evaluation.rows.Observations;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Measures of the parts of a table merge into the measure of the table, whichever way it is cut. */
class MergeTest {
    private static final int ROWS = 900;

    @TempDir
    private Path scratch;

    @Test
    void classification() {
        assertMergeable(() -> new ClassificationMeasure(Observations.classes(3), false, precision()), this::threeClasses);
    }

    @Test
    void losses() {
        assertMergeable(() -> new LossMeasure(true, precision()), this::scored);
    }

    @Test
    void rankings() {
        assertMergeable(() -> new RankingMeasure(true, precision()), this::scored);
    }

    @Test
    void oneVersusRest() {
        assertMergeable(
                () -> new OneVersusRestMeasure(Observations.classes(3), 3, true, precision()), this::threeClasses);
    }

    @Test
    void regression() {
        assertMergeable(() -> new RegressionMeasure(true, precision()), this::number);
    }

    private interface Rows {
        Observation row(SplittableRandom random, long number);
    }

    private <M extends Measure<M>> void assertMergeable(Supplier<M> measure, Rows rows) {
        SplittableRandom random = new SplittableRandom(4);
        List<Observation> all = IntStream.rangeClosed(1, ROWS).mapToObj(i -> rows.row(random, i)).toList();
        M whole = measure.get();
        all.forEach(whole::add);
        M merged = measure.get();
        M last = measure.get();
        for (int i = 0; i < ROWS; i++) {
            (i < 100 ? merged : last).add(all.get((i * 7) % ROWS));
        }
        merged.merge(measure.get());
        merged.merge(last);

        Findings expected = new Findings();
        whole.result(expected);
        Findings found = new Findings();
        merged.result(found);
        assertThat(found.metrics().keySet()).isNotEmpty().isEqualTo(expected.metrics().keySet());
        expected.metrics().forEach((name, estimate) -> {
            assertThat(found.metrics().get(name).value()).as(name).isCloseTo(estimate.value(), within(1e-14));
            assertThat(found.metrics().get(name).low()).as(name).isCloseTo(estimate.low(), within(1e-9));
            assertThat(found.metrics().get(name).upperBound()).as(name).isCloseTo(estimate.upperBound(), within(1e-9));
        });
        assertThat(found.details().get("residuals")).isEqualTo(expected.details().get("residuals"));
        assertThat(found.details().get("confusion")).isEqualTo(expected.details().get("confusion"));
    }

    private Precision precision() {
        return new Precision(0.95, 1, 1 << 20, scratch);
    }

    private Observation threeClasses(SplittableRandom random, long number) {
        double first = random.nextDouble();
        double second = random.nextDouble() * (1 - first);
        return Observations.of(
                number, random.nextInt(3), random.nextInt(3), 1 + random.nextInt(3), first, second, 1 - first - second);
    }

    private Observation scored(SplittableRandom random, long number) {
        int actual = random.nextInt(2);
        return Observations.of(number, actual, 0, 0.5 + random.nextInt(3), (random.nextInt(50) + 10 * actual) / 60.0);
    }

    private Observation number(SplittableRandom random, long number) {
        double actual = 1e6 + random.nextGaussian();
        return Observations.of(number, actual, actual + random.nextGaussian(), 1 + random.nextInt(3));
    }
}
