package io.jenkins.plugins.modeldelivery.evaluation.metric;

import io.jenkins.plugins.modeldelivery.evaluation.rows.Observation;
import io.jenkins.plugins.modeldelivery.statistics.Estimate;
import io.jenkins.plugins.modeldelivery.statistics.StudentInterval;

/** How far predicted numbers lie from the true ones. */
public final class RegressionMeasure implements Measure<RegressionMeasure> {
    private final Precision precision;
    private final ErrorSums sums = new ErrorSums();
    private final ErrorBlocks blocks = new ErrorBlocks(1);
    private final MedianError median;
    private final Residuals residuals = new Residuals();
    private double greatest;

    public RegressionMeasure(boolean weighted, Precision precision) {
        this.precision = precision;
        this.median = new MedianError(weighted, precision);
    }

    @Override
    public void add(Observation row) {
        double error = row.actual() - row.predicted();
        sums.add(row.actual(), error, row.weight());
        blocks.add(row.spread(), row.actual(), row.weight(), error);
        median.add(Math.abs(error), row.weight());
        residuals.add(row.spread(), row.predicted(), error);
        greatest = Math.max(greatest, Math.abs(error));
    }

    @Override
    public void merge(RegressionMeasure other) {
        sums.merge(other.sums);
        blocks.merge(other.blocks);
        median.merge(other.median);
        residuals.merge(other.residuals);
        greatest = Math.max(greatest, other.greatest);
    }

    @Override
    public void result(Findings findings) {
        ErrorTotals totals = sums.totals();
        Estimate[] estimates = blocks.bootstrap(precision)
                .estimates(values(totals), drawn -> values(ErrorBlocks.totals(drawn, 0)), precision.confidence());
        for (ErrorMetric metric : ErrorMetric.ALL) {
            findings.metric(metric.key(), estimates[metric.ordinal()]);
        }
        findings.metric("median_ae", median.estimate(precision.confidence()));
        findings.metric("max_error", Estimate.exact(greatest, blocks.rows()));
        if (blocks.rows() < 2) {
            findings.metric("r2", StudentInterval.unknown(Double.NaN, "bootstrap", blocks.rows()));
            findings.undefined("r2", Messages.Undefined_r2());
        } else if (totals.targetSpread() == 0) {
            findings.undefined("r2", Messages.Undefined_constant());
            findings.undefined("explained_variance", Messages.Undefined_constant());
        }
        findings.detail("residuals", residuals.charts());
    }

    private static double[] values(ErrorTotals totals) {
        return ErrorMetric.ALL.stream().mapToDouble(metric -> metric.of(totals)).toArray();
    }
}
