package io.jenkins.plugins.modeldelivery.evaluation.metric;

import io.jenkins.plugins.modeldelivery.evaluation.rows.Observation;
import io.jenkins.plugins.modeldelivery.statistics.Estimate;
import io.jenkins.plugins.modeldelivery.statistics.StudentInterval;
import io.jenkins.plugins.modeldelivery.statistics.Wilson;

/** How well the score of a binary task ranks positives above negatives: {@code roc_auc}, {@code average_precision}, curves. */
public final class RankingMeasure implements Measure<RankingMeasure> {
    private final Precision precision;
    private final ScoreRanking ranking;

    public RankingMeasure(boolean weighted, Precision precision) {
        this.precision = precision;
        this.ranking = new ScoreRanking(weighted, precision);
    }

    @Override
    public void add(Observation row) {
        ranking.add(row.score(0), row.actualClass() == ClassMetric.POSITIVE, row.weight());
    }

    @Override
    public void merge(RankingMeasure other) {
        ranking.merge(other.ranking);
    }

    @Override
    public void result(Findings findings) {
        if (ranking.positives() == 0) {
            String reason = Messages.Undefined_noPositive();
            undefined("roc_auc", "delong", reason, findings);
            findings.metric("average_precision", StudentInterval.unknown(0, "jackknife", ranking.rows()));
            findings.undefined("average_precision", reason);
            return;
        }
        RankingSums sums = new RankingSums(ranking.positives(), ranking.negatives());
        RankingCurves curves = new RankingCurves(ranking.positives(), ranking.negatives());
        try (ScoreGroups groups = ranking.groups()) {
            while (groups.next()) {
                sums.add(groups);
                curves.add(groups);
            }
        }
        if (ranking.negatives() == 0) {
            undefined("roc_auc", "delong", Messages.Undefined_noNegative(), findings);
        } else {
            findings.metric("roc_auc", rocAuc(sums));
        }
        findings.metric("average_precision", averagePrecision(sums));
        findings.detail("curves", curves.points());
    }

    private void undefined(String name, String method, String reason, Findings findings) {
        findings.metric(name, StudentInterval.unknown(Double.NaN, method, ranking.rows()));
        findings.undefined(name, reason);
    }

    private Estimate rocAuc(RankingSums sums) {
        double variance = sums.rocAucVariance(ranking.effectivePositives(), ranking.effectiveNegatives());
        if (!(variance > 0)) {
            return byFewerClass(sums.rocAuc());
        }
        Estimate estimate = StudentInterval.estimate(
                sums.rocAuc(), Math.sqrt(variance), fewer() - 1, precision.confidence(), "delong", ranking.rows());
        return estimate.mapped(sums.rocAuc(), end -> Math.max(0, Math.min(1, end)));
    }

    /** On the logit scale, so that it stays within 0 and 1 (K. Boyd, K. Eng and D. Page 2013). */
    private Estimate averagePrecision(RankingSums sums) {
        double value = sums.averagePrecision();
        double variance = sums.averagePrecisionVariance(ranking.effectivePositives());
        if (!(variance > 0) || value >= 1) {
            return byFewerClass(value);
        }
        double logit = Math.log(value / (1 - value));
        double error = Math.sqrt(variance) / (value * (1 - value));
        Estimate estimate = StudentInterval.estimate(
                logit, error, fewer() - 1, precision.confidence(), "jackknife", ranking.rows());
        return estimate.mapped(value, RankingMeasure::logistic);
    }

    /** A ranking without a single error has no variance of its own; it is as sure as a share of the rarer class. */
    private Estimate byFewerClass(double value) {
        return Wilson.estimate(value, fewer(), precision.confidence(), ranking.rows());
    }

    private double fewer() {
        return Math.min(ranking.effectivePositives(), ranking.effectiveNegatives());
    }

    private static double logistic(double logit) {
        return 1 / (1 + Math.exp(-logit));
    }
}
