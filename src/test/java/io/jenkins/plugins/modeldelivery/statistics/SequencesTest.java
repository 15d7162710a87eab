package io.jenkins.plugins.modeldelivery.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class SequencesTest {
    /** Expected values from scipy.special.betaln and scipy.optimize.brentq, Debian's python3-scipy 1.10. */
    @Test
    void aProportionsSequenceMatchesScipy() {
        EventCounts counts = new EventCounts(5, 1000);
        assertThat(ProportionSequence.logEvidence(counts, 0.01)).isCloseTo(-2.1412391722595085, within(1e-9));
        assertThat(ProportionSequence.lower(counts, 0.05)).isCloseTo(0.000539304165843953, within(1e-9));
        assertThat(ProportionSequence.upper(counts, 0.05)).isCloseTo(0.018003858871300918, within(1e-9));
    }

    @Property
    void aProportionsSequenceHoldsItsValue(@ForAll @IntRange(min = 0, max = 200) int events) {
        EventCounts counts = new EventCounts(events, 200);
        assertThat(ProportionSequence.lower(counts, 0.05)).isBetween(0.0, counts.rate());
        assertThat(ProportionSequence.upper(counts, 0.05)).isBetween(counts.rate(), 1.0);
    }

    @Test
    void shiftsAreFoundWhateverTheUnit() {
        for (double unit : new double[] {1e-6, 1, 1e6}) {
            ShiftEvidence evidence = new ShiftEvidence();
            Random random = new Random(5);
            for (int i = 0; i < 60; i++) {
                evidence.add(unit * (1.5 + random.nextGaussian()));
            }
            assertThat(evidence.logAbove()).as("unit %s", unit).isGreaterThan(Math.log(20));
            assertThat(evidence.logBelow()).isLessThan(0);
        }
    }

    @Test
    void valuesInRunsGiveFewFalseAlarms() {
        int alarms = 0;
        Random random = new Random(1);
        for (int run = 0; run < 400; run++) {
            alarms += alarm(random, 0.6) ? 1 : 0;
        }
        assertThat(alarms).isLessThanOrEqualTo(20);
    }

    private static boolean alarm(Random random, double persistence) {
        ShiftEvidence evidence = new ShiftEvidence();
        double value = random.nextGaussian();
        boolean alarm = false;
        for (int i = 0; i < 60; i++) {
            value = persistence * value + Math.sqrt(1 - persistence * persistence) * random.nextGaussian();
            evidence.add(value);
            alarm |= evidence.logAbove() >= Math.log(20);
        }
        return alarm;
    }

    @Test
    void aMeansSequenceCoversAtAllLooks() {
        int missed = 0;
        for (int run = 0; run < 200; run++) {
            Random random = new Random(run);
            AsymptoticSequence sequence = new AsymptoticSequence();
            boolean out = false;
            for (int i = 0; i < 300; i++) {
                sequence.add(10 + random.nextGaussian());
                out |= i > 10 && Math.abs(sequence.mean() - 10) > sequence.radius(0.05);
            }
            missed += out ? 1 : 0;
        }
        assertThat(missed).isLessThanOrEqualTo(10);
    }
}
