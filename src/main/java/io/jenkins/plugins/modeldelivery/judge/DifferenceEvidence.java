package io.jenkins.plugins.modeldelivery.judge;

import io.jenkins.plugins.modeldelivery.statistics.ProportionDifferenceEvidence;
import java.util.Map;

/** Evidence on proportions that need not be rare, such as accuracy, and on absolute margins; takes requests as independent. */
final class DifferenceEvidence implements BorderEvidence {
    private final ProportionDifferenceEvidence evidence;

    DifferenceEvidence(Line line) {
        evidence = new ProportionDifferenceEvidence(line.slope(), line.intercept());
    }

    @Override
    public void add(ArmCounts stable, ArmCounts canary, double minutes) {
        evidence.add(canary.all(), stable.all());
    }

    @Override
    public double logAbove() {
        return evidence.logAbove();
    }

    @Override
    public double logBelow() {
        return evidence.logBelow();
    }

    @Override
    public Map<String, Object> state() {
        return evidence.state();
    }

    @Override
    public void restore(Map<String, Object> state) {
        evidence.restore(state);
    }
}
