package io.jenkins.plugins.modeldelivery.evaluation.metric;

import io.jenkins.plugins.modeldelivery.evaluation.rows.Observation;
import io.jenkins.plugins.modeldelivery.statistics.CompensatedSum;
import io.jenkins.plugins.modeldelivery.statistics.Estimate;

/** How good the scores are as probabilities: {@code log_loss} and, in a binary task, {@code brier}. */
public final class LossMeasure implements Measure<LossMeasure> {
    private final boolean binary;
    private final Precision precision;
    private final BlockSums blocks = new BlockSums(3);
    private final CompensatedSum weights = new CompensatedSum();
    private final CompensatedSum logarithmic = new CompensatedSum();
    private final CompensatedSum brier = new CompensatedSum();

    public LossMeasure(boolean binary, Precision precision) {
        this.binary = binary;
        this.precision = precision;
    }

    @Override
    public void add(Observation row) {
        double weight = row.weight();
        double loss = ScoreLoss.logarithmic(row);
        double squared = binary ? ScoreLoss.brier(row) : 0;
        weights.add(weight);
        logarithmic.addProduct(weight, loss);
        brier.addProduct(weight, squared);
        double[] sums = blocks.row(row.spread());
        sums[0] += weight;
        sums[1] += weight * loss;
        sums[2] += weight * squared;
    }

    @Override
    public void merge(LossMeasure other) {
        weights.merge(other.weights);
        logarithmic.merge(other.logarithmic);
        brier.merge(other.brier);
        blocks.merge(other.blocks);
    }

    @Override
    public void result(Findings findings) {
        double[] values = {logarithmic.value() / weights.value(), brier.value() / weights.value()};
        Estimate[] estimates = blocks.bootstrap(precision).estimates(
                values, sums -> new double[] {sums[1] / sums[0], sums[2] / sums[0]}, precision.confidence());
        findings.metric("log_loss", estimates[0]);
        if (binary) {
            findings.metric("brier", estimates[1]);
        }
    }
}
