package io.jenkins.plugins.modeldelivery.judge;

import io.jenkins.plugins.modeldelivery.gate.Condition;
import io.jenkins.plugins.modeldelivery.gate.Gate;
import io.jenkins.plugins.modeldelivery.gate.Quantities;
import io.jenkins.plugins.modeldelivery.gate.Unit;
import io.jenkins.plugins.modeldelivery.statistics.ClusterCalibration;
import io.jenkins.plugins.modeldelivery.statistics.Estimate;
import io.jenkins.plugins.modeldelivery.statistics.EventCounts;
import io.jenkins.plugins.modeldelivery.statistics.PlainNumbers;
import io.jenkins.plugins.modeldelivery.statistics.ProportionSequence;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Evidence on a latency percentile from histogram buckets. A percentile is above a bound exactly when more than its
 * share lies beyond the bound, so each question becomes one of rates: of the answers beyond the bound next to stable's
 * percentile, has the canary more than its part? Stable's bound is chosen from earlier intervals only, so that the
 * choice cannot favour either side. With a margin the canary is measured at a bound that lies at least that much higher
 * (to show it worse) or at most that much higher (to prove it no worse).
 */
final class LatencyCheck implements CheckEvidence {
    /** How far the share beyond the chosen bound may lie from the percentile's, as a factor, before it says nothing of it. */
    private static final double FARTHEST = 4;

    private static final String METHOD = "bucket bounds";

    private final Gate gate;
    private final double quantile;
    private Buckets buckets;
    private BucketTotals past;
    private BucketTotals stable;
    private BucketTotals canary;
    private Comparison comparison;

    LatencyCheck(Gate gate) {
        this.gate = gate;
        this.quantile = gate.subject().percentile() / 100;
    }

    @Override
    public boolean observe(Observation observation, double minutes) {
        if (buckets == null) {
            Buckets.first(gate.subject().name(), List.of(observation.stable(), observation.canary()))
                    .ifPresent(this::begin);
        }
        if (buckets == null) {
            return false;
        }
        double[] canaryNow = buckets.total(observation.canary());
        double[] stableNow = buckets.total(observation.stable());
        boolean compares = gate.condition().comparesWithBaseline();
        int bound = compares ? stableBound() : -1;
        if (bound >= 0) {
            compare(observation, bound, minutes);
        }
        past.add(stableNow);
        int all = buckets.bounds().size();
        boolean answered = canaryNow[all] > 0 && !(compares && stableNow[all] == 0);
        if (answered) {
            canary.add(canaryNow);
            stable.add(stableNow);
        }
        return answered;
    }

    private void begin(Buckets found) {
        buckets = found;
        past = new BucketTotals(found.bounds());
        stable = new BucketTotals(found.bounds());
        canary = new BucketTotals(found.bounds());
    }

    /** The bound with a share beyond it nearest to the percentile's, as far as earlier intervals tell; -1 when unknown. */
    private int stableBound() {
        if (past.all() * (1 - quantile) < 1) {
            return -1;
        }
        int nearest = -1;
        for (int i = 0; i < buckets.bounds().size(); i++) {
            if (nearest < 0 || distance(i) < distance(nearest)) {
                nearest = i;
            }
        }
        return nearest;
    }

    private double distance(int bound) {
        EventCounts beyond = past.beyond(bound);
        return Math.abs(Math.log((beyond.events() + 0.5) / (beyond.exposure() + 1) / (1 - quantile)));
    }

    private void compare(Observation observation, int bound, double minutes) {
        double border = buckets.bounds().get(bound);
        int least = atLeast(Line.worse(gate).at(border));
        int most = atMost(Line.good(gate).at(border));
        ArmCounts stableNow = ArmCounts.of(observation.stable(), pod -> beyond(pod, bound));
        if (stableNow.isEmpty()) {
            return;
        }
        if (comparison == null || comparison.missedPods(stableNow, canary.all() > 0)) {
            comparison = begin(stableNow.showsPods());
        }
        comparison.add(stableNow, beyond(observation.canary(), least), beyond(observation.canary(), most), minutes);
    }

    /** The bounds already hold the margins, so shares are compared as they are; without margins they are the same bound. */
    private Comparison begin(boolean seesPods) {
        ClusterCalibration calibration = Comparison.calibration(seesPods);
        BorderEvidence bad = new RatioEvidence(Line.EQUAL, calibration);
        boolean sameBound = Line.worse(gate).equals(Line.EQUAL) && Line.good(gate).equals(Line.EQUAL);
        return new Comparison(calibration, bad, sameBound ? bad : new RatioEvidence(Line.EQUAL, calibration));
    }

    /** How many of an arm's answers took longer than a bound; null without such a bound. */
    private ArmCounts beyond(ArmSample arm, int bound) {
        return bound < 0 || bound >= buckets.bounds().size() ? null : ArmCounts.of(arm, pod -> beyond(pod, bound));
    }

    private EventCounts beyond(PodSample pod, int bound) {
        double[] counts = buckets.counts(pod);
        int all = buckets.bounds().size();
        return counts == null ? null : new EventCounts(counts[all] - counts[bound], counts[all]);
    }

    private int atLeast(double border) {
        int i = 0;
        while (i < buckets.bounds().size() && buckets.bounds().get(i) < border * (1 - 1e-9)) {
            i++;
        }
        return i;
    }

    private int atMost(double border) {
        int i = buckets.bounds().size() - 1;
        while (i >= 0 && buckets.bounds().get(i) > border * (1 + 1e-9)) {
            i--;
        }
        return i;
    }

    @Override
    public Strength strength(double alpha) {
        if (buckets == null || canary.all() == 0) {
            return Strength.NONE;
        }
        if (gate.condition() instanceof Condition.Compare compare) {
            double above = against(atLeast(compare.limit()), 1);
            double within = against(atMost(compare.limit()), -1);
            return compare.relation().isUpper() ? new Strength(above, within) : new Strength(within, above);
        }
        if (gate.condition() instanceof Condition.Drop drop) {
            double allowed = drop.margin().against(stable.quantile(quantile));
            boolean kept = canary.quantile(quantile) - stable.quantile(quantile) <= allowed;
            return Strength.of(!kept, kept);
        }
        return comparison == null || cannotDecide() ? Strength.NONE : comparison.strength(1);
    }

    /** Evidence that more (side 1) or less (side -1) than the percentile's share lies beyond a bound; none without it. */
    private double against(int bound, int side) {
        if (bound < 0 || bound >= buckets.bounds().size()) {
            return 0;
        }
        EventCounts beyond = canary.beyond(bound);
        return side * (beyond.rate() - (1 - quantile)) > 0 ? ProportionSequence.logEvidence(beyond, 1 - quantile) : 0;
    }

    @Override
    public double exposure() {
        return buckets == null ? 0 : canary.all();
    }

    @Override
    public Finding finding(double alpha) {
        if (buckets == null || canary.all() == 0) {
            return Finding.NOTHING;
        }
        if (!gate.condition().comparesWithBaseline()) {
            Estimate shown = new Estimate(
                    canary.quantile(quantile),
                    canary.shownAbove(quantile, alpha / 2),
                    canary.shownWithin(quantile, alpha / 2),
                    canary.shownAbove(quantile, alpha),
                    canary.shownWithin(quantile, alpha),
                    METHOD,
                    (long) canary.all());
            return new Finding(shown, Messages.Latency_value(gate.subject(), range(canary), Shares.count(canary.all())));
        }
        String facts = Messages.Latency_compared(
                gate.subject(), range(canary), Shares.count(canary.all()), range(stable), Shares.count(stable.all()));
        facts += slower();
        String obstacle = cannotDecide()
                ? Messages.Latency_coarse(gate.subject(), seconds(stable.quantile(quantile)))
                : marginWithinABucket();
        return new Finding(worsening(alpha), facts, obstacle);
    }

    /** What to tell when the margin ends before the next bound and nothing else points either way; else the empty string. */
    private String marginWithinABucket() {
        int bound = stableBound();
        if (bound < 0 || comparison == null) {
            return "";
        }
        Strength strength = comparison.strength(1);
        double border = buckets.bounds().get(bound);
        double allowed = Line.good(gate).at(border);
        boolean open = Math.max(strength.logBad(), strength.logGood()) <= 0;
        return open && allowed > border && atMost(allowed) == bound
                ? Messages.Latency_within(seconds(border), seconds(allowed))
                : "";
    }

    /** Whether even the nearest bound is too far from stable's percentile to say anything of it. */
    @Override
    public boolean cannotDecide() {
        int bound = buckets == null ? -1 : stableBound();
        return bound >= 0
                && !(gate.condition() instanceof Condition.Drop)
                && distance(bound) > Math.log(FARTHEST);
    }

    /** How many of each arm lie beyond the bounds whose evidence leads now, as the end of a sentence. */
    private String slower() {
        int bound = stableBound();
        if (bound < 0 || comparison == null) {
            return "";
        }
        double border = buckets.bounds().get(bound);
        Strength strength = comparison.strength(1);
        int canaryBound = strength.logBad() >= strength.logGood()
                ? atLeast(Line.worse(gate).at(border))
                : atMost(Line.good(gate).at(border));
        if (canaryBound < 0 || canaryBound == buckets.bounds().size()) {
            return "";
        }
        EventCounts one = canary.beyond(canaryBound);
        EventCounts other = stable.beyond(bound);
        return Messages.Latency_slower(
                Shares.count(one.events()),
                Shares.percent(one.rate()),
                seconds(buckets.bounds().get(canaryBound)),
                Shares.count(other.events()),
                Shares.percent(other.rate()),
                seconds(buckets.bounds().get(bound)));
    }

    private Estimate worsening(double alpha) {
        double value = canary.quantile(quantile) - stable.quantile(quantile);
        double low = canary.shownAbove(quantile, alpha / 4) - stable.shownWithin(quantile, alpha / 4);
        double high = canary.shownWithin(quantile, alpha / 4) - stable.shownAbove(quantile, alpha / 4);
        return new Estimate(value, low, high, low, high, METHOD, (long) canary.all());
    }

    /** The bounds between which the percentile of the counts lies. */
    private String range(BucketTotals totals) {
        int i = atLeast(totals.quantile(quantile));
        boolean beyond = totals.within(buckets.bounds().size() - 1).events() < quantile * totals.all();
        if (beyond) {
            return Messages.Latency_beyond(seconds(buckets.bounds().get(buckets.bounds().size() - 1)));
        }
        return Messages.Latency_between(seconds(i == 0 ? 0 : buckets.bounds().get(i - 1)), seconds(buckets.bounds().get(i)));
    }

    private static String seconds(double seconds) {
        return Quantities.show(seconds, Unit.SECONDS);
    }

    @Override
    public Clustering clustering() {
        if (gate.condition() instanceof Condition.Drop) {
            return Clustering.NONE;
        }
        if (!gate.condition().comparesWithBaseline()) {
            return Clustering.INDEPENDENT;
        }
        return comparison != null && comparison.isCalibrated() ? Clustering.CALIBRATED : Clustering.ASSUMED;
    }

    @Override
    public Map<String, Object> state() {
        Map<String, Object> state = new LinkedHashMap<>();
        if (buckets != null) {
            state.put("buckets", buckets.state());
            state.put("past", past.state());
            state.put("stable", stable.state());
            state.put("canary", canary.state());
        }
        if (comparison != null) {
            state.put("comparison", comparison.state());
        }
        return state;
    }

    @Override
    public void restore(Map<String, Object> state) {
        if (!state.containsKey("buckets")) {
            return;
        }
        begin(Buckets.restored(PlainNumbers.map(state.get("buckets"))));
        past.restore(state.get("past"));
        stable.restore(state.get("stable"));
        canary.restore(state.get("canary"));
        if (state.containsKey("comparison")) {
            Map<String, Object> saved = PlainNumbers.map(state.get("comparison"));
            comparison = begin(Comparison.sawPods(saved));
            comparison.restore(saved);
        }
    }
}
