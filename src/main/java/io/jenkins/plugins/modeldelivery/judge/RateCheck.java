package io.jenkins.plugins.modeldelivery.judge;

import io.jenkins.plugins.modeldelivery.gate.Condition;
import io.jenkins.plugins.modeldelivery.gate.Gate;
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
    private boolean seesPods;
    private BorderEvidence bad;
    private BorderEvidence good;

    RateCheck(Gate gate, String events, String exposure) {
        this.gate = gate;
        this.events = events;
        this.exposure = exposure;
    }

    /** Chooses the evidence by what the first answer shows. */
    private void begin(boolean pods) {
        seesPods = pods;
        Line worse = Line.worse(gate);
        Line better = Line.good(gate);
        bad = evidence(worse);
        good = better.equals(worse) ? bad : evidence(better);
    }

    private BorderEvidence evidence(Line line) {
        boolean rare = gate.subject().name().equals(Subjects.ERRORS);
        return rare && (seesPods || line.intercept() == 0)
                ? new RatioEvidence(line, seesPods)
                : new DifferenceEvidence(line);
    }

    @Override
    public boolean observe(Observation observation, double minutes) {
        ArmCounts stableNow = ArmCounts.of(observation.stable(), this::counts);
        ArmCounts canaryNow = ArmCounts.of(observation.canary(), this::counts);
        if (gate.condition().comparesWithBaseline() && !stableNow.isEmpty()) {
            compare(stableNow, canaryNow, minutes);
        }
        canary = canary.plus(canaryNow.all());
        // Before the canary starts stable only teaches how pods differ: what is shown compares the same time.
        stable = canaryNow.isEmpty() ? stable : stable.plus(stableNow.all());
        return !canaryNow.isEmpty();
    }

    private void compare(ArmCounts stableNow, ArmCounts canaryNow, double minutes) {
        if (bad == null) {
            begin(BorderEvidence.seesPods(stableNow));
        }
        bad.add(stableNow, canaryNow, minutes);
        if (good != bad) {
            good.add(stableNow, canaryNow, minutes);
        }
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
        if (stable.exposure() == 0) {
            return Strength.NONE;
        }
        int harm = gate.direction().harm();
        if (gate.condition() instanceof Condition.Drop drop) {
            boolean kept = harm * (canary.rate() - stable.rate()) <= drop.margin().against(stable.rate());
            return Strength.of(!kept, kept);
        }
        return harm > 0
                ? new Strength(bad.logAbove(), good.logBelow())
                : new Strength(bad.logBelow(), good.logAbove());
    }

    @Override
    public Finding finding(double alpha) {
        boolean compares = gate.condition().comparesWithBaseline();
        if (canary.exposure() == 0 || (compares && stable.exposure() == 0)) {
            return Finding.NOTHING;
        }
        return compares
                ? new Finding(
                        Shares.worsening(canary, stable, gate.direction().harm(), alpha),
                        Messages.Rate_compared(facts(canary), facts(stable)))
                : new Finding(Shares.estimate(canary, alpha), Messages.Rate_alone(gate.subject(), facts(canary)));
    }

    @Override
    public boolean isCalibrated() {
        return bad != null && bad.isCalibrated();
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
        if (bad != null) {
            state.put("seesPods", seesPods);
            state.put("bad", bad.state());
            state.put("good", good == bad ? Map.of() : good.state());
        }
        return state;
    }

    @Override
    public void restore(Map<String, Object> state) {
        stable = Shares.restored(state.get("stable"));
        canary = Shares.restored(state.get("canary"));
        if (state.containsKey("bad")) {
            begin((Boolean) state.get("seesPods"));
            bad.restore(PlainNumbers.map(state.get("bad")));
            if (good != bad) {
                good.restore(PlainNumbers.map(state.get("good")));
            }
        }
    }
}
