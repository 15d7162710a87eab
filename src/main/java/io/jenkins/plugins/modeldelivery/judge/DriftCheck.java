package io.jenkins.plugins.modeldelivery.judge;

import io.jenkins.plugins.modeldelivery.gate.Condition;
import io.jenkins.plugins.modeldelivery.gate.Gate;
import io.jenkins.plugins.modeldelivery.gate.Quantities;
import io.jenkins.plugins.modeldelivery.gate.Unit;
import io.jenkins.plugins.modeldelivery.statistics.Estimate;
import io.jenkins.plugins.modeldelivery.statistics.EventCounts;
import io.jenkins.plugins.modeldelivery.statistics.PlainNumbers;
import io.jenkins.plugins.modeldelivery.statistics.ProportionSequence;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How far the canary's distribution of a value, such as its predictions, lies from stable's, from cumulative buckets.
 * The share in each bucket has a confidence sequence, all of them together at the chance of error; what distance the
 * shares within these can have at least and at most bounds the distance. The bounds are wide rather than wrong.
 */
final class DriftCheck implements CheckEvidence {
    private static final double SMALLEST_SHARE = 1e-4;

    private final Gate gate;
    private final boolean stabilityIndex;
    private Buckets buckets;
    private BucketTotals stable;
    private BucketTotals canary;

    DriftCheck(Gate gate) {
        this.gate = gate;
        this.stabilityIndex = gate.subject().name().equals(Subjects.PSI);
    }

    @Override
    public boolean observe(Observation observation, double minutes) {
        for (PodSample pod : observation.canary().pods()) {
            if (buckets == null) {
                Buckets found = Buckets.of(gate.subject().argument(), pod.values());
                if (!found.bounds().isEmpty()) {
                    begin(found);
                }
            }
        }
        if (buckets == null) {
            return false;
        }
        boolean answered = add(observation.canary(), canary);
        add(observation.stable(), stable);
        return answered;
    }

    private void begin(Buckets found) {
        buckets = found;
        stable = new BucketTotals(found.bounds());
        canary = new BucketTotals(found.bounds());
    }

    private boolean add(ArmSample arm, BucketTotals totals) {
        boolean answered = false;
        for (PodSample pod : arm.pods()) {
            double[] counts = buckets.counts(pod);
            if (counts != null) {
                totals.add(counts);
                answered = true;
            }
        }
        return answered;
    }

    @Override
    public Strength strength(double alpha) {
        if (buckets == null || canary.all() == 0 || stable.all() == 0) {
            return Strength.NONE;
        }
        Estimate distance = distance(alpha);
        Condition.Compare compare = (Condition.Compare) gate.condition();
        boolean above = distance.low() > compare.limit();
        boolean within = distance.high() <= compare.limit();
        boolean upper = compare.relation().isUpper();
        return Strength.of(upper ? above : within, upper ? within : above);
    }

    @Override
    public Finding finding(double alpha) {
        if (buckets == null || canary.all() == 0 || stable.all() == 0) {
            return Finding.NOTHING;
        }
        Estimate distance = distance(alpha);
        return new Finding(distance, Messages.Drift_value(
                gate.subject(),
                Quantities.show(distance.value(), Unit.NONE),
                Shares.count(canary.all()),
                Shares.count(stable.all())));
    }

    private Estimate distance(double alpha) {
        int terms = buckets.bounds().size() + (stabilityIndex ? 1 : 0);
        double each = alpha / (4.0 * terms);
        double value = 0;
        double low = 0;
        double high = 0;
        for (int i = 0; i < terms; i++) {
            Range one = range(canary, i, each);
            Range other = range(stable, i, each);
            double[] part = stabilityIndex ? one.stability(other) : one.gap(other);
            value = stabilityIndex ? value + part[0] : Math.max(value, part[0]);
            low = stabilityIndex ? low + part[1] : Math.max(low, part[1]);
            high = stabilityIndex ? high + part[2] : Math.max(high, part[2]);
        }
        return new Estimate(value, low, high, low, high, "bucket sequences", (long) canary.all());
    }

    private Range range(BucketTotals totals, int index, double alpha) {
        EventCounts counts = stabilityIndex ? totals.bucket(index) : totals.within(index);
        return new Range(
                counts.rate(), ProportionSequence.lower(counts, alpha), ProportionSequence.upper(counts, alpha));
    }

    /** A share and what it can be at least and at most. */
    private record Range(double value, double low, double high) {
        /** The absolute difference: as seen, at least, at most. */
        double[] gap(Range other) {
            double least = Math.max(0, Math.max(low - other.high, other.low - high));
            double most = Math.max(high - other.low, other.high - low);
            return new double[] {Math.abs(value - other.value), least, most};
        }

        /** The term of the stability index; it grows with the distance of the shares, so corners bound it. */
        double[] stability(Range other) {
            double least = low > other.high ? term(low, other.high) : other.low > high ? term(other.low, high) : 0;
            double most = Math.max(term(high, other.low), term(low, other.high));
            return new double[] {term(value, other.value), least, most};
        }

        private static double term(double one, double other) {
            double p = Math.max(one, SMALLEST_SHARE);
            double q = Math.max(other, SMALLEST_SHARE);
            return (p - q) * Math.log(p / q);
        }
    }

    @Override
    public boolean isCalibrated() {
        return false;
    }

    @Override
    public Map<String, Object> state() {
        Map<String, Object> state = new LinkedHashMap<>();
        if (buckets != null) {
            state.put("buckets", buckets.state());
            state.put("stable", stable.state());
            state.put("canary", canary.state());
        }
        return state;
    }

    @Override
    public void restore(Map<String, Object> state) {
        if (state.containsKey("buckets")) {
            begin(Buckets.restored(PlainNumbers.map(state.get("buckets"))));
            stable.restore(state.get("stable"));
            canary.restore(state.get("canary"));
        }
    }
}
