package io.jenkins.plugins.modeldelivery.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Intervals of shares and of differences between paired shares; expected values from statsmodels 0.13. */
class ProportionTest {
    @ParameterizedTest
    @CsvSource({
        "0, 10, 0.0, 0.27753279986288926, 0.0, 0.2129419700834071",
        "3, 10, 0.10779126740630104, 0.6032218525388546, 0.12687658390319784, 0.558300204130165",
        "45, 50, 0.7863976856252034, 0.9565242350681095, 0.8084624858484291, 0.950470965522555",
        "980, 1000, 0.9693099947702822, 0.987016317083585, 0.9713181661489841, 0.9860915203408457",
    })
    void wilson(int hits, int trials, double low, double high, double lowerBound, double upperBound) {
        Estimate estimate = Wilson.estimate((double) hits / trials, trials, 0.95, trials);

        assertThat(estimate.low()).isCloseTo(low, within(1e-12));
        assertThat(estimate.high()).isCloseTo(high, within(1e-12));
        assertThat(estimate.lowerBound()).isCloseTo(lowerBound, within(1e-12));
        assertThat(estimate.upperBound()).isCloseTo(upperBound, within(1e-12));
    }

    @Test
    void wilsonWithoutTrialsKnowsNothing() {
        Estimate estimate = Wilson.estimate(0, 0, 0.95, 7);

        assertThat(estimate.low()).isZero();
        assertThat(estimate.high()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"0, 3, 0.25", "5, 5, 1", "2, 12, 0.012939453125", "40, 25, 0.08168153394154003", "120, 180, 0.0006342200069283597", "0, 0, 1"})
    void mcNemar(long first, long second, double expected) {
        assertThat(McNemar.exact(first, second)).isCloseTo(expected, within(1e-12));
    }

    /** statsmodels' method "beta". */
    @ParameterizedTest
    @CsvSource({
        "0, 10, 0, 0.30849710781876083, 0, 0.2588655508930523",
        "3, 10, 0.06673951117773447, 0.6524528500599973, 0.08726443391415033, 0.6066242161054123",
        "45, 50, 0.7818646335657977, 0.9667249064109775, 0.8011669974835816, 0.9597634095978854",
        "980, 1000, 0.9692799673173909, 0.9877417320275936, 0.9710698771486013, 0.9867069944654395",
    })
    void theBootstrapOfAShareIsClopperAndPearsons(
            int hits, int trials, double low, double high, double lowerBound, double upperBound) {
        double[] counts = {hits, trials - hits};
        CountBootstrap bootstrap = new CountBootstrap(counts, counts, new int[] {0, 1}, trials, 5, 200_000);

        Estimate estimate = bootstrap.estimates(cells -> new double[] {cells[0] / (cells[0] + cells[1])}, 0.95)[0];

        double noise = 0.02 * (high - low);
        assertThat(estimate.low()).isCloseTo(low, within(noise));
        assertThat(estimate.high()).isCloseTo(high, within(noise));
        assertThat(estimate.lowerBound()).isCloseTo(lowerBound, within(noise));
        assertThat(estimate.upperBound()).isCloseTo(upperBound, within(noise));
    }

    @ParameterizedTest
    @CsvSource({"3, 0, false", "4, 0, false", "5, 0, true", "9, 2, true", "8, 2, false", "40, 25, true", "35, 25, false"})
    void aPairedDifferenceIsShownExactlyWhenMcNemarsExactTestShowsIt(int first, int second, boolean shown) {
        double[] counts = {first, second, 500};
        CountBootstrap bootstrap = new CountBootstrap(counts, counts, new int[] {0, 1}, 500, 5, 50_000);

        Estimate estimate = bootstrap.estimates(
                cells -> new double[] {(cells[0] - cells[1]) / (cells[0] + cells[1] + cells[2])}, 0.95)[0];

        assertThat(estimate.lowerBound() > 0).isEqualTo(shown);
        assertThat(McNemar.exact(first, second) / 2 <= 0.05).isEqualTo(shown);
    }

    @Test
    void noDisagreementIsNoProofThatThereIsNone() {
        double[] counts = {0, 0, 100};
        Estimate estimate = new CountBootstrap(counts, counts, new int[] {0, 1}, 100, 5, 50_000)
                .estimates(cells -> new double[] {(cells[0] - cells[1]) / (cells[0] + cells[1] + cells[2])}, 0.95)[0];

        assertThat(estimate.upperBound()).isCloseTo(1 - Math.pow(0.05, 1.0 / 100), within(0.001));
    }

    @Test
    void theBlockBootstrapCoversTheMeanAsOftenAsItSays() {
        int covered = 0;
        int samples = 1000;
        for (int sample = 0; sample < samples; sample++) {
            SplittableRandom random = new SplittableRandom(sample);
            double[][] blocks = new double[12][];
            double sum = 0;
            for (int i = 0; i < blocks.length; i++) {
                double value = random.nextGaussian();
                blocks[i] = new double[] {1, value};
                sum += value;
            }
            Estimate estimate = new BlockBootstrap(blocks, blocks.length, sample, 1000).estimates(
                    new double[] {sum / blocks.length}, sums -> new double[] {sums[1] / sums[0]}, 0.95)[0];
            covered += estimate.lowerBound() <= 0 ? 1 : 0;
        }
        assertThat((double) covered / samples).isBetween(0.94, 0.98);
    }
}
