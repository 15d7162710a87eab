package io.jenkins.plugins.modeldelivery.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ProportionDifferenceEvidenceTest {
    /** Exact, over all outcomes of one interval: evidence does not grow on average anywhere in the null. */
    @Property(tries = 100)
    void evidenceDoesNotGrowOnAverageAnywhereInTheNull(
            @ForAll @DoubleRange(min = 0.01, max = 0.9) double q,
            @ForAll @DoubleRange(min = 0, max = 1) double below,
            @ForAll @DoubleRange(min = 0.8, max = 1.2) double slope,
            @ForAll @DoubleRange(min = -0.1, max = 0.1) double intercept,
            @ForAll @IntRange(min = 0, max = 8) int seen) {
        double border = slope * q + intercept;
        Assume.that(border > 0.01 && border < 0.99);
        double p = below * border;
        double expected = 0;
        for (int k = 0; k <= 5; k++) {
            for (int m = 0; m <= 8; m++) {
                ProportionDifferenceEvidence evidence = new ProportionDifferenceEvidence(slope, intercept);
                evidence.add(EventCounts.NONE, new EventCounts(seen, 8));
                evidence.add(new EventCounts(k, 5), new EventCounts(m, 8));
                expected += binomial(5, k, p) * binomial(8, m, q) * Math.exp(evidence.logAbove());
            }
        }
        assertThat(expected).isLessThanOrEqualTo(1 + 1e-6);
    }

    private static double binomial(int n, int k, double p) {
        double coefficient = 1;
        for (int i = 1; i <= k; i++) {
            coefficient *= (n - k + i) / (double) i;
        }
        return coefficient * Math.pow(p, k) * Math.pow(1 - p, n - k);
    }

    @Test
    void provesWhatIsTrueAndNotWhatIsNot() {
        ProportionDifferenceEvidence evidence = new ProportionDifferenceEvidence(1, 0.02);
        SplittableRandom random = new SplittableRandom(1);
        for (int minute = 0; minute < 120; minute++) {
            evidence.add(counts(random, 200, 0.1), counts(random, 200, 0.1));
        }
        assertThat(evidence.logBelow()).isGreaterThan(Math.log(20));
        assertThat(evidence.logAbove()).isLessThan(0);
    }

    private static EventCounts counts(SplittableRandom random, int trials, double p) {
        return new EventCounts(random.doubles(trials).filter(u -> u < p).count(), trials);
    }
}
