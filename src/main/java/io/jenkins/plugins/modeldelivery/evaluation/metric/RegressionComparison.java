package io.jenkins.plugins.modeldelivery.evaluation.metric;

import io.jenkins.plugins.modeldelivery.evaluation.rows.Observation;
import io.jenkins.plugins.modeldelivery.statistics.Estimate;
import io.jenkins.plugins.modeldelivery.statistics.StudentInterval;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** Compares the errors of two regressions; {@code max_error}, which one row decides, has no interval. */
public final class RegressionComparison implements Comparison {
    private final Precision precision;
    private final ErrorSums candidate = new ErrorSums();
    private final ErrorSums champion = new ErrorSums();
    private final ErrorBlocks blocks = new ErrorBlocks(2);
    private final MedianComparison medians;
    private double candidateGreatest;
    private double championGreatest;

    public RegressionComparison(boolean weighted, Precision precision) {
        this.precision = precision;
        this.medians = new MedianComparison(weighted, precision);
    }

    @Override
    public void add(Observation candidateRow, Observation championRow) {
        double target = candidateRow.actual();
        double weight = candidateRow.weight();
        double error = target - candidateRow.predicted();
        double championError = target - championRow.predicted();
        candidate.add(target, error, weight);
        champion.add(target, championError, weight);
        blocks.add(candidateRow.spread(), target, weight, error, championError);
        medians.add(Math.abs(error), Math.abs(championError), weight);
        candidateGreatest = Math.max(candidateGreatest, Math.abs(error));
        championGreatest = Math.max(championGreatest, Math.abs(championError));
    }

    @Override
    public Set<String> metrics() {
        Set<String> names = new LinkedHashSet<>();
        ErrorMetric.ALL.forEach(metric -> names.add(metric.key()));
        names.add("median_ae");
        names.add("max_error");
        return names;
    }

    @Override
    public Map<String, Estimate> contrasts(Set<String> metrics, Contrast contrast) {
        ErrorTotals seen = candidate.totals();
        ErrorTotals championSeen = champion.totals();
        Estimate[] estimates = blocks.bootstrap(precision).estimates(
                contrasts(seen, championSeen, contrast),
                drawn -> {
                    ErrorTotals totals = ErrorBlocks.totals(drawn, 0);
                    ErrorTotals championTotals = ErrorBlocks.totals(drawn, 1);
                    double[] contrasts = contrasts(totals, championTotals, contrast);
                    double slope = 1 / (ErrorMetric.RMSE.of(seen) + ErrorMetric.RMSE.of(championSeen));
                    contrasts[ErrorMetric.RMSE.ordinal()] = contrast.of(
                            linearRmse(totals, seen, slope), linearRmse(championTotals, championSeen, slope));
                    return contrasts;
                },
                precision.confidence());
        Map<String, Estimate> contrasts = new LinkedHashMap<>();
        for (ErrorMetric metric : ErrorMetric.ALL) {
            contrasts.put(metric.key(), estimates[metric.ordinal()]);
        }
        contrasts.put("max_error", StudentInterval.unknown(
                contrast.of(candidateGreatest, championGreatest), "none", blocks.rows()));
        if (metrics.contains("median_ae")) {
            contrasts.put("median_ae", medians.contrast(contrast, precision.confidence()));
        }
        contrasts.keySet().retainAll(metrics);
        return contrasts;
    }

    /**
     * The root as a straight line through what was seen: the difference of two roots then has the sign of the difference of
     * the mean squares, and is shown exactly when that is.
     */
    private static double linearRmse(ErrorTotals drawn, ErrorTotals seen, double slope) {
        return ErrorMetric.RMSE.of(seen) + (ErrorMetric.MSE.of(drawn) - ErrorMetric.MSE.of(seen)) * slope;
    }

    private static double[] contrasts(ErrorTotals candidate, ErrorTotals champion, Contrast contrast) {
        return ErrorMetric.ALL.stream()
                .mapToDouble(metric -> contrast.of(metric.of(candidate), metric.of(champion)))
                .toArray();
    }
}
