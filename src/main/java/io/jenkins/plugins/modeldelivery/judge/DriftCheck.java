package io.jenkins.plugins.modeldelivery.judge;

import io.jenkins.plugins.modeldelivery.gate.Condition;
import io.jenkins.plugins.modeldelivery.gate.Gate;
import io.jenkins.plugins.modeldelivery.gate.Quantities;
import io.jenkins.plugins.modeldelivery.gate.Unit;
import io.jenkins.plugins.modeldelivery.statistics.BucketDistance;
import io.jenkins.plugins.modeldelivery.statistics.DistanceEvidence;
import io.jenkins.plugins.modeldelivery.statistics.Estimate;
import io.jenkins.plugins.modeldelivery.statistics.EventCounts;
import io.jenkins.plugins.modeldelivery.statistics.PlainNumbers;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How far the canary's distribution of a value, such as its predictions, lies from stable's, from cumulative buckets. In
 * the sums each interval weighs as much in one arm as in the other, so that what changes over the day is not taken for a
 * difference when the canary's share of traffic changes.
 */
final class DriftCheck implements CheckEvidence {
    private static final int REFINEMENTS = 3;
    private static final double LEAST_LOG = 0.01;
    private static final double GREATEST_LOG = 50;

    private final Gate gate;
    private final Condition.Compare compare;
    private final boolean stabilityIndex;
    private Buckets buckets;
    private DistanceEvidence evidence;
    private BucketTotals stable;
    private BucketTotals canary;
    private EventCounts seen = EventCounts.NONE;

    DriftCheck(Gate gate) {
        this.gate = gate;
        this.compare = (Condition.Compare) gate.condition();
        this.stabilityIndex = gate.subject().name().equals(Subjects.PSI);
    }

    @Override
    public boolean observe(Observation observation, double minutes) {
        if (buckets == null) {
            Buckets.first(gate.subject().argument(), List.of(observation.canary())).ifPresent(this::begin);
        }
        if (buckets == null) {
            return false;
        }
        double[] canaryNow = buckets.total(observation.canary());
        double[] stableNow = buckets.total(observation.stable());
        double canaryAll = canaryNow[canaryNow.length - 1];
        double stableAll = stableNow[stableNow.length - 1];
        if (!(canaryAll > 0 && stableAll > 0)) {
            return false;
        }
        if (!stabilityIndex) {
            evidence.add(canaryNow, stableNow);
        }
        canary.add(scaled(canaryNow, Math.min(1, stableAll / canaryAll)));
        stable.add(scaled(stableNow, Math.min(1, canaryAll / stableAll)));
        seen = seen.plus(new EventCounts(canaryAll, canaryAll + stableAll));
        return true;
    }

    private void begin(Buckets found) {
        buckets = found;
        stable = new BucketTotals(found.bounds());
        canary = new BucketTotals(found.bounds());
        evidence = new DistanceEvidence(compare.limit(), found.bounds().size());
    }

    private static double[] scaled(double[] counts, double factor) {
        return Arrays.stream(counts).map(count -> factor * count).toArray();
    }

    @Override
    public Strength strength(double alpha) {
        if (seen.exposure() == 0) {
            return Strength.NONE;
        }
        double above = stabilityIndex ? indexEvidence(alpha, true) : evidence.logAbove();
        double below = stabilityIndex ? indexEvidence(alpha, false) : evidence.logBelow();
        return compare.relation().isUpper() ? new Strength(above, below) : new Strength(below, above);
    }

    /**
     * Logarithm of 1 over the chance of error at which the index' bound meets the limit. Bounds widen about as the root
     * of that logarithm does, which a few refinements make good.
     */
    private double indexEvidence(double alpha, boolean above) {
        double enough = -Math.log(alpha);
        double log = enough;
        double decided = Double.NaN;
        for (int i = 0; i < REFINEMENTS; i++) {
            Estimate index = distance(Math.exp(-log));
            double gap = above ? index.value() - compare.limit() : compare.limit() - index.value();
            double reach = above ? index.value() - index.low() : index.high() - index.value();
            if (!(gap > 0)) {
                return 0;
            }
            decided = Double.isNaN(decided) ? gap - reach : decided;
            log = Math.max(LEAST_LOG, Math.min(GREATEST_LOG, log * gap * gap / (reach * reach)));
        }
        return decided >= 0 ? Math.max(log, enough) : Math.min(log, Math.nextDown(enough));
    }

    @Override
    public Clustering clustering() {
        return Clustering.INDEPENDENT;
    }

    @Override
    public Finding finding(double alpha) {
        if (seen.exposure() == 0) {
            return Finding.NOTHING;
        }
        Estimate distance = distance(alpha);
        return new Finding(distance, Messages.Drift_value(
                gate.subject(),
                Quantities.show(distance.value(), Unit.NONE),
                Shares.count(seen.events()),
                Shares.count(seen.exposure() - seen.events())));
    }

    private Estimate distance(double alpha) {
        return stabilityIndex
                ? BucketDistance.stabilityIndex(canary.cumulative(), stable.cumulative(), alpha)
                : BucketDistance.kolmogorovSmirnov(canary.cumulative(), stable.cumulative(), alpha);
    }

    @Override
    public Map<String, Object> state() {
        Map<String, Object> state = new LinkedHashMap<>();
        if (buckets != null) {
            state.put("buckets", buckets.state());
            state.put("stable", stable.state());
            state.put("canary", canary.state());
            state.put("seen", PlainNumbers.list(seen.events(), seen.exposure()));
            state.put("evidence", stabilityIndex ? List.of() : evidence.state());
        }
        return state;
    }

    @Override
    public void restore(Map<String, Object> state) {
        if (state.containsKey("buckets")) {
            begin(Buckets.restored(PlainNumbers.map(state.get("buckets"))));
            stable.restore(state.get("stable"));
            canary.restore(state.get("canary"));
            seen = Shares.restored(state.get("seen"));
            if (!stabilityIndex) {
                evidence.restore(state.get("evidence"));
            }
        }
    }
}
