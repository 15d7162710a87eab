package io.jenkins.plugins.modeldelivery.judge.simulation;

import io.jenkins.plugins.modeldelivery.judge.Observation;
import io.jenkins.plugins.modeldelivery.judge.kayenta.CanaryConfig;
import io.jenkins.plugins.modeldelivery.judge.kayenta.KayentaJudge;
import io.jenkins.plugins.modeldelivery.judge.kayenta.MetricConfig;
import io.jenkins.plugins.modeldelivery.operation.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Kayenta's judge on the error rate of each minute, asked every five minutes about all minutes so far. */
final class KayentaRule implements Rule {
    private static final int EVERY = 5;
    private static final MetricConfig METRIC = new MetricConfig(
            "errors",
            List.of("errors"),
            MetricConfig.Direction.INCREASE,
            false,
            Double.NaN,
            true,
            false,
            false,
            MetricConfig.EffectSize.any(false));

    private final KayentaJudge judge;
    private final List<Double> control = new ArrayList<>();
    private final List<Double> experiment = new ArrayList<>();

    KayentaRule(boolean fixed) {
        judge = new KayentaJudge(new CanaryConfig(List.of(METRIC), Map.of(), 95, 75), fixed);
    }

    @Override
    public boolean condemns(Observation observation) {
        if (observation.canary().pods().isEmpty()) {
            return false;
        }
        control.add(observation.stable().total("errors") / observation.stable().total("requests"));
        experiment.add(observation.canary().total("errors") / observation.canary().total("requests"));
        return experiment.size() % EVERY == 0
                && judge.judge(metric -> array(control), metric -> array(experiment)).verdict() == Verdict.FAIL;
    }

    private static double[] array(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }
}
