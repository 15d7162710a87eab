package io.jenkins.plugins.modeldelivery.judge;

import io.jenkins.plugins.modeldelivery.gate.Condition;
import io.jenkins.plugins.modeldelivery.gate.Gate;
import io.jenkins.plugins.modeldelivery.statistics.ClusterCalibration;
import io.jenkins.plugins.modeldelivery.statistics.EventCounts;
import io.jenkins.plugins.modeldelivery.statistics.PlainNumbers;
import java.util.LinkedHashMap;
import java.util.Map;

/** Evidence on a share of counted things: errors, disagreement, accuracy, conversions. */
final class RateCheck implements CheckEvidence {
    private final Gate gate;
    private final String events;
    private final String exposure;
    private EventCounts stable = EventCounts.NONE;
    private EventCounts canary = EventCounts.NONE;
    private Comparison comparison;

    RateCheck(Gate gate, String events, String exposure) {
        this.gate = gate;
        this.events = events;
        this.exposure = exposure;
    }

    @Override
    public boolean observe(Observation observation, double minutes) {
        ArmCounts stableNow = ArmCounts.of(observation.stable(), this::counts);
        ArmCounts canaryNow = ArmCounts.of(observation.canary(), this::counts);
        boolean compares = gate.condition().comparesWithBaseline();
        if (compares && !stableNow.isEmpty()) {
            compare(stableNow, canaryNow, minutes);
        }
        // Before the canary starts stable only teaches how pods differ: what is shown compares the same time.
        boolean answered = !canaryNow.isEmpty() && !(compares && stableNow.isEmpty());
        if (answered) {
            canary = canary.plus(canaryNow.all());
            stable = stable.plus(stableNow.all());
        }
        return answered;
    }

    private void compare(ArmCounts stableNow, ArmCounts canaryNow, double minutes) {
        if (comparison == null || comparison.missedPods(stableNow, canary.exposure() > 0)) {
            comparison = begin(stableNow.showsPods());
        }
        comparison.add(stableNow, canaryNow, minutes);
    }

    private Comparison begin(boolean seesPods) {
        ClusterCalibration calibration = Comparison.calibration(seesPods);
        Line worse = Line.worse(gate);
        Line better = Line.good(gate);
        BorderEvidence bad = evidence(worse, calibration);
        return new Comparison(calibration, bad, better.equals(worse) ? bad : evidence(better, calibration));
    }

    /** Rare events by their ratio, which pods can calibrate; others, and margins that are no ratio, by their difference. */
    private BorderEvidence evidence(Line line, ClusterCalibration calibration) {
        boolean rare = gate.subject().name().equals(Subjects.ERRORS);
        return rare && (calibration.learns() || line.intercept() == 0)
                ? new RatioEvidence(line, calibration)
                : new DifferenceEvidence(line);
    }

    private EventCounts counts(PodSample pod) {
        Double happened = pod.values().get(events);
        Double possible = pod.values().get(exposure);
        return happened == null || possible == null ? null : new EventCounts(happened, possible);
    }

    @Override
    public Strength strength(double alpha) {
        if (canary.exposure() == 0) {
            return Strength.NONE;
        }
        if (gate.condition() instanceof Condition.Compare compare) {
            Limit limit = new Limit(compare);
            return new Strength(limit.logBad(canary), limit.logGood(canary));
        }
        int harm = gate.direction().harm();
        if (gate.condition() instanceof Condition.Drop drop) {
            boolean kept = harm * (canary.rate() - stable.rate()) <= drop.margin().against(stable.rate());
            return Strength.of(!kept, kept);
        }
        return comparison.strength(harm);
    }

    @Override
    public Finding finding(double alpha) {
        if (canary.exposure() == 0) {
            return Finding.NOTHING;
        }
        return gate.condition().comparesWithBaseline()
                ? new Finding(
                        Shares.worsening(canary, stable, gate.direction().harm(), alpha),
                        Messages.Rate_compared(facts(canary), facts(stable)))
                : new Finding(Shares.estimate(canary, alpha), Messages.Rate_alone(gate.subject(), facts(canary)));
    }

    @Override
    public double exposure() {
        return canary.exposure();
    }

    @Override
    public Clustering clustering() {
        if (gate.condition() instanceof Condition.Drop) {
            return Clustering.NONE;
        }
        if (!gate.condition().comparesWithBaseline() || !gate.subject().name().equals(Subjects.ERRORS)) {
            return Clustering.INDEPENDENT;
        }
        return comparison != null && comparison.isCalibrated() ? Clustering.CALIBRATED : Clustering.ASSUMED;
    }

    private static String facts(EventCounts counts) {
        return Messages.Rate_counts(
                Shares.count(counts.events()), Shares.count(counts.exposure()), Shares.percent(counts.rate()));
    }

    @Override
    public Map<String, Object> state() {
        Map<String, Object> state = new LinkedHashMap<>();
        state.put("stable", PlainNumbers.list(stable.events(), stable.exposure()));
        state.put("canary", PlainNumbers.list(canary.events(), canary.exposure()));
        if (comparison != null) {
            state.put("comparison", comparison.state());
        }
        return state;
    }

    @Override
    public void restore(Map<String, Object> state) {
        stable = Shares.restored(state.get("stable"));
        canary = Shares.restored(state.get("canary"));
        if (state.containsKey("comparison")) {
            Map<String, Object> saved = PlainNumbers.map(state.get("comparison"));
            comparison = begin(Comparison.sawPods(saved));
            comparison.restore(saved);
        }
    }
}
