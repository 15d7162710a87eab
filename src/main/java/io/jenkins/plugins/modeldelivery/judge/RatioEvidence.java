package io.jenkins.plugins.modeldelivery.judge;

import io.jenkins.plugins.modeldelivery.statistics.ClusterModel;
import io.jenkins.plugins.modeldelivery.statistics.EventCounts;
import io.jenkins.plugins.modeldelivery.statistics.PlainNumbers;
import io.jenkins.plugins.modeldelivery.statistics.RateRatioEvidence;
import java.util.List;
import java.util.Map;

/**
 * Evidence on rare events of canary and stable, calibrated where stable's pods are seen: from the first observation on,
 * even before the canary starts, they show how much pods differ when nothing is wrong.
 */
final class RatioEvidence implements BorderEvidence {
    private final Line line;
    private final boolean seesPods;
    private final RateRatioEvidence evidence;
    private EventCounts stableSeen = EventCounts.NONE;

    RatioEvidence(Line line, boolean seesPods) {
        this.line = line;
        this.seesPods = seesPods;
        this.evidence = new RateRatioEvidence(seesPods ? ClusterModel.candidates() : List.of(ClusterModel.UNSTEADY));
    }

    @Override
    public void add(ArmCounts stable, ArmCounts canary, double minutes) {
        if (seesPods && stable.byPod().size() > 1) {
            evidence.learn(stable.byPod(), minutes);
        }
        double rate = (stableSeen.events() + 0.5) / (stableSeen.exposure() + 1);
        boolean borderKnown = line.intercept() == 0 || stableSeen.exposure() > 0;
        double ratio = line.slope() + line.intercept() / rate;
        if (borderKnown && ratio > 0) {
            double spread = seesPods ? 1.0 / canary.pods() + 1.0 / stable.pods() : 1;
            evidence.add(canary.all(), stable.all(), Math.log(ratio), spread, minutes);
        }
        stableSeen = stableSeen.plus(stable.all());
    }

    @Override
    public boolean isCalibrated() {
        return seesPods;
    }

    @Override
    public double logAbove() {
        return evidence.logGreater();
    }

    @Override
    public double logBelow() {
        return evidence.logLess();
    }

    @Override
    public Map<String, Object> state() {
        return Map.of(
                "stableSeen", PlainNumbers.list(stableSeen.events(), stableSeen.exposure()), "evidence", evidence.state());
    }

    @Override
    public void restore(Map<String, Object> state) {
        stableSeen = Shares.restored(state.get("stableSeen"));
        evidence.restore(PlainNumbers.map(state.get("evidence")));
    }
}
