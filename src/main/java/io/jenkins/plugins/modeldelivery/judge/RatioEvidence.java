package io.jenkins.plugins.modeldelivery.judge;

import io.jenkins.plugins.modeldelivery.statistics.ClusterCalibration;
import io.jenkins.plugins.modeldelivery.statistics.EventCounts;
import io.jenkins.plugins.modeldelivery.statistics.PlainNumbers;
import io.jenkins.plugins.modeldelivery.statistics.RateRatioEvidence;
import java.util.Map;

/** Evidence on rare events of canary and stable, beyond what a calibration says that rates differ by chance. */
final class RatioEvidence implements BorderEvidence {
    private final Line line;
    private final boolean seesPods;
    private final RateRatioEvidence evidence;
    private EventCounts stableSeen = EventCounts.NONE;

    RatioEvidence(Line line, ClusterCalibration calibration) {
        this.line = line;
        this.seesPods = calibration.learns();
        this.evidence = new RateRatioEvidence(calibration);
    }

    @Override
    public void add(ArmCounts stable, ArmCounts canary, double minutes) {
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
