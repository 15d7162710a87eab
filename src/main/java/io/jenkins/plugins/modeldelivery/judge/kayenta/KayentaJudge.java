package io.jenkins.plugins.modeldelivery.judge.kayenta;

import java.util.List;
import java.util.function.Function;

/** Judges all values of a canary at once, as Kayenta does; not valid for looking again and again at a growing series. */
public final class KayentaJudge {
    private final CanaryConfig config;
    private final MetricClassifier classifier;

    /**
     * Makes a judge.
     *
     * @param fixed whether to leave out Kayenta's known weaknesses
     */
    public KayentaJudge(CanaryConfig config, boolean fixed) {
        this.config = config;
        this.classifier = MetricClassifier.usual(fixed);
    }

    /**
     * Judges a canary.
     *
     * @param control the control's values of a metric by its name, NaN where there is none
     * @param experiment the canary's
     */
    public KayentaJudgement judge(Function<String, double[]> control, Function<String, double[]> experiment) {
        List<MetricResult> results = config.metrics().stream()
                .map(metric -> classify(metric, control.apply(metric.name()), experiment.apply(metric.name())))
                .toList();
        Scores scores = Scores.of(
                results.stream().filter(result -> !result.muted()).toList(), config.groupWeights());
        double score = scores.summary();
        String classification = score >= config.pass() ? "Pass" : score >= config.marginal() ? "Marginal" : "Fail";
        return new KayentaJudgement(classification, scores, results);
    }

    private MetricResult classify(MetricConfig metric, double[] control, double[] experiment) {
        try {
            return classifier.classify(metric, prepared(metric, control), prepared(metric, experiment));
        } catch (IllegalArgumentException e) {
            return new MetricResult(
                    metric.name(), metric.groups(), Classification.ERROR, false, metric.muted(), Double.NaN, e.getMessage());
        }
    }

    private static double[] prepared(MetricConfig metric, double[] values) {
        double[] numbers = metric.replaceNaN() ? Samples.withZeroForNaN(values) : Samples.withoutNaN(values);
        return Double.isNaN(metric.outlierFactor()) || numbers.length == 0
                ? numbers
                : Outliers.lenient(numbers, metric.outlierFactor()).without(numbers);
    }
}
