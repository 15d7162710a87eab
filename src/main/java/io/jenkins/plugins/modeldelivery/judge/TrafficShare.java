package io.jenkins.plugins.modeldelivery.judge;

import io.jenkins.plugins.modeldelivery.statistics.EventCounts;
import io.jenkins.plugins.modeldelivery.statistics.PlainNumbers;
import io.jenkins.plugins.modeldelivery.statistics.ProportionSequence;
import java.util.List;
import java.util.Optional;

/**
 * Whether the canary got the share of traffic that it was meant to get. Kept connections make requests come in bunches,
 * so only a share that is off by more than a tenth of itself, beyond doubt, is worth a word.
 */
final class TrafficShare {
    private static final double TOLERANCE = 0.1;
    private static final double ALPHA = 0.001;

    private EventCounts canary = EventCounts.NONE;
    private double meant;

    void observe(Observation observation) {
        double one = observation.canary().total("requests");
        double other = observation.stable().total("requests");
        if (observation.canaryShare() > 0 && one + other > 0) {
            canary = canary.plus(new EventCounts(one, one + other));
            meant += observation.canaryShare() * (one + other);
        }
    }

    /** What to tell when the traffic went elsewhere. */
    Optional<String> notice() {
        if (canary.exposure() == 0) {
            return Optional.empty();
        }
        double share = meant / canary.exposure();
        boolean more = ProportionSequence.lower(canary, ALPHA) > share * (1 + TOLERANCE);
        boolean less = ProportionSequence.upper(canary, ALPHA) < share * (1 - TOLERANCE);
        return more || less
                ? Optional.of(Messages.Traffic_off(
                        Shares.percent(canary.rate()),
                        Shares.percent(share),
                        Shares.count(canary.events()),
                        Shares.count(canary.exposure())))
                : Optional.empty();
    }

    List<Double> state() {
        return PlainNumbers.list(canary.events(), canary.exposure(), meant);
    }

    void restore(Object state) {
        double[] numbers = PlainNumbers.array(state);
        canary = new EventCounts(numbers[0], numbers[1]);
        meant = numbers[2];
    }
}
