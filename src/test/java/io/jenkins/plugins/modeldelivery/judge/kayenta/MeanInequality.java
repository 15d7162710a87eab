package io.jenkins.plugins.modeldelivery.judge.kayenta;

import java.util.List;

/** Kayenta's yardstick for benchmarks: whichever mean is greater. */
final class MeanInequality {
    private MeanInequality() {}

    static MetricResult classify(MetricConfig metric, double[] control, double[] experiment) {
        double one = Samples.mean(control);
        double other = Samples.mean(experiment);
        boolean high = other > one && metric.direction().mindsIncrease();
        boolean low = other < one && metric.direction().mindsDecrease();
        Classification classification = high ? Classification.HIGH : low ? Classification.LOW : Classification.PASS;
        return new MetricResult(metric.name(), List.of(), classification, metric.critical(), false, other / one, "");
    }
}
