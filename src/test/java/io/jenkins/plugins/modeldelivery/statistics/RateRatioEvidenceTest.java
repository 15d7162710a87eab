package io.jenkins.plugins.modeldelivery.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class RateRatioEvidenceTest {
    /** What makes Ville's inequality hold: whatever happened before, evidence does not grow on average under the null. */
    @Property(tries = 50)
    void evidenceDoesNotGrowOnAverageWhenTheRatioIsAtTheNull(
            @ForAll @IntRange(min = 0, max = 6) int before,
            @ForAll @IntRange(min = 1, max = 12) int events,
            @ForAll @DoubleRange(min = 0.05, max = 5) double exposures) {
        double expected = 0;
        double share = exposures / (1 + exposures);
        for (int k = 0; k <= events; k++) {
            expected += binomial(events, k, share) * Math.exp(independent(before, k, events, exposures).logGreater());
        }
        assertThat(expected).isCloseTo(Math.exp(independent(before, -1, 0, exposures).logGreater()), within(1e-9));
    }

    private static RateRatioEvidence independent(int before, int now, int events, double exposures) {
        RateRatioEvidence evidence = new RateRatioEvidence(ClusterCalibration.assuming(ClusterModel.NONE));
        evidence.add(new EventCounts(before, 100 * exposures), new EventCounts(3, 100), 0, 1, 1);
        if (now >= 0) {
            evidence.add(new EventCounts(now, 100 * exposures), new EventCounts(events - now, 100), 0, 1, 1);
        }
        return evidence;
    }

    private static double binomial(int n, int k, double p) {
        double coefficient = 1;
        for (int i = 1; i <= k; i++) {
            coefficient *= (n - k + i) / (double) i;
        }
        return coefficient * Math.pow(p, k) * Math.pow(1 - p, n - k);
    }

    @Test
    void aloneItIsTheMixtureOfBinomialLikelihoodRatios() {
        RateRatioEvidence evidence = new RateRatioEvidence(ClusterCalibration.assuming(ClusterModel.NONE));
        evidence.add(new EventCounts(7, 60), new EventCounts(3, 540), 0, 1, 1);
        double[] logs = new double[EffectGrid.SIZE];
        for (int i = 0; i < logs.length; i++) {
            double odds = Math.exp(EffectGrid.effect(i)) * 60 / 540;
            double p = odds / (1 + odds);
            logs[i] = 7 * Math.log(p / 0.1) + 3 * Math.log((1 - p) / 0.9);
        }
        assertThat(evidence.logGreater()).isCloseTo(EffectGrid.mixtureAbove(logs), within(1e-9));
        assertThat(evidence.logLess()).isCloseTo(EffectGrid.mixtureBelow(logs), within(1e-9));
    }

    @Test
    void podsThatDifferMakeTheSameCountsTellLess() {
        assertThat(afterPods(0).logGreater()).isGreaterThan(Math.log(20));
        assertThat(afterPods(1).logGreater()).isLessThan(Math.log(20)).isLessThan(afterPods(0).logGreater() / 2);
    }

    private static RateRatioEvidence afterPods(double deviation) {
        ClusterCalibration calibration = ClusterCalibration.byPods();
        RateRatioEvidence evidence = new RateRatioEvidence(calibration);
        SplittableRandom random = new SplittableRandom(3);
        for (int minute = 0; minute < 60; minute++) {
            Map<String, EventCounts> pods = new LinkedHashMap<>();
            for (int pod = 0; pod < 9; pod++) {
                double rate = 0.01 * Math.exp(deviation * (pod - 4) / 2.58);
                long errors = random.doubles(60).filter(u -> u < rate).count();
                pods.put("pod-" + pod, new EventCounts(errors, 60));
            }
            calibration.learn(pods, 1);
        }
        for (int minute = 0; minute < 30; minute++) {
            evidence.add(new EventCounts(minute % 2 + 1, 60), new EventCounts(5, 540), 0, 1 + 1.0 / 9, 1);
        }
        return evidence;
    }

    @Test
    void largeAndFractionalCountsAreNoTrouble() {
        RateRatioEvidence evidence = new RateRatioEvidence(ClusterCalibration.assuming(ClusterModel.UNSTEADY));
        evidence.add(new EventCounts(10_000, 60_000), new EventCounts(90_000, 540_000), 0, 1, 1);
        evidence.add(new EventCounts(0.5, 60), new EventCounts(4.25, 540), 0, 1, 1);
        assertThat(evidence.logGreater()).isFinite().isLessThan(0);
    }
}
