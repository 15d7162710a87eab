package io.jenkins.plugins.modeldelivery.judge;

import io.jenkins.plugins.modeldelivery.gate.Condition;
import io.jenkins.plugins.modeldelivery.gate.Gate;
import io.jenkins.plugins.modeldelivery.gate.Quantities;
import io.jenkins.plugins.modeldelivery.statistics.AsymptoticSequence;
import io.jenkins.plugins.modeldelivery.statistics.Estimate;
import io.jenkins.plugins.modeldelivery.statistics.PlainNumbers;
import io.jenkins.plugins.modeldelivery.statistics.ShiftEvidence;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Evidence on a value that each arm has once an interval: the answer of a PromQL expression, the mean of a metric, how
 * full a resource is. Canary and stable are compared interval by interval, so that what moves both cancels.
 */
final class MeanCheck implements CheckEvidence {
    private final Gate gate;
    private final String column;
    private final ShiftEvidence bad;
    private final ShiftEvidence good;
    private final AsymptoticSequence canary = new AsymptoticSequence();
    private final AsymptoticSequence stable = new AsymptoticSequence();
    private final AsymptoticSequence worsening = new AsymptoticSequence();

    MeanCheck(Gate gate, String column) {
        this.gate = gate;
        this.column = column;
        this.bad = evidence(gate);
        this.good = evidence(gate);
    }

    /** How full a resource is lies between 0 and 1, so its distance from a limit has a bound. */
    private static ShiftEvidence evidence(Gate gate) {
        return gate.subject().name().equals(Subjects.SATURATION) && gate.condition() instanceof Condition.Compare compare
                ? ShiftEvidence.within(Math.max(compare.limit(), 1 - compare.limit()))
                : new ShiftEvidence();
    }

    @Override
    public boolean observe(Observation observation, double minutes) {
        double canaryNow = value(observation.canary());
        if (Double.isNaN(canaryNow)) {
            return false;
        }
        if (gate.condition() instanceof Condition.Compare compare) {
            double beyond = canaryNow - compare.limit();
            beyond = compare.relation().isUpper() ? beyond : -beyond;
            add(beyond, beyond);
            canary.add(canaryNow);
            return true;
        }
        double stableNow = value(observation.stable());
        if (Double.isNaN(stableNow)) {
            return false;
        }
        int harm = gate.direction().harm();
        add(harm * (canaryNow - Line.worse(gate).at(stableNow)), harm * (canaryNow - Line.good(gate).at(stableNow)));
        canary.add(canaryNow);
        stable.add(stableNow);
        worsening.add(harm * (canaryNow - stableNow));
        return true;
    }

    private void add(double beyondBad, double beyondGood) {
        bad.add(beyondBad);
        good.add(beyondGood);
    }

    private double value(ArmSample arm) {
        double count = arm.total(column + "_count");
        double sum = arm.total(column + "_sum");
        return count > 0 && !Double.isNaN(sum) ? sum / count : arm.mean(column);
    }

    @Override
    public Strength strength(double alpha) {
        if (canary.count() > 0 && gate.condition() instanceof Condition.Drop drop) {
            boolean kept = worsening.mean() <= drop.margin().against(stable.mean());
            return Strength.of(!kept, kept);
        }
        return new Strength(bad.logAbove(), good.logBelow());
    }

    @Override
    public Finding finding(double alpha) {
        if (canary.count() == 0) {
            return Finding.NOTHING;
        }
        if (gate.condition() instanceof Condition.Compare) {
            return new Finding(
                    estimate(canary, alpha), Messages.Mean_value(gate.subject(), show(canary.mean()), canary.count()));
        }
        return new Finding(
                estimate(worsening, alpha),
                Messages.Mean_compared(gate.subject(), show(canary.mean()), show(stable.mean()), canary.count()));
    }

    private String show(double value) {
        return Quantities.show(value, gate.type().unit());
    }

    private static Estimate estimate(AsymptoticSequence values, double alpha) {
        double mean = values.mean();
        double radius = values.radius(alpha);
        double bound = values.radius(2 * alpha);
        return new Estimate(
                mean, mean - radius, mean + radius, mean - bound, mean + bound, "asymptotic sequence", values.count());
    }

    @Override
    public Map<String, Object> state() {
        Map<String, Object> state = new LinkedHashMap<>();
        state.put("bad", bad.state());
        state.put("good", good.state());
        state.put("canary", canary.state());
        state.put("stable", stable.state());
        state.put("worsening", worsening.state());
        return state;
    }

    @Override
    public void restore(Map<String, Object> state) {
        bad.restore(PlainNumbers.map(state.get("bad")));
        good.restore(PlainNumbers.map(state.get("good")));
        canary.restore(state.get("canary"));
        stable.restore(state.get("stable"));
        worsening.restore(state.get("worsening"));
    }
}
