package io.jenkins.plugins.modeldelivery.evaluation.metric;

import io.jenkins.plugins.modeldelivery.evaluation.rows.ClassNames;
import io.jenkins.plugins.modeldelivery.evaluation.rows.Observation;
import io.jenkins.plugins.modeldelivery.statistics.Estimate;
import io.jenkins.plugins.modeldelivery.statistics.StudentInterval;
import java.util.Arrays;

/**
 * How well a multiclass task's scores rank each class above the rest: {@code roc_auc_ovr}, the plain mean over the classes,
 * and {@code roc_auc_ovr_weighted}, the mean weighted by the classes' rows. The standard error of a mean is at most the mean
 * of DeLong's standard errors of the classes, whatever their correlations; that bound is used.
 */
public final class OneVersusRestMeasure implements Measure<OneVersusRestMeasure> {
    /** Every class sorts all rows once more. */
    public static final int MOST_CLASSES = 20;

    static final String METHOD = "delong bound";

    private final ClassNames classes;
    private final Precision precision;
    private final ScoreRanking[] rankings;

    public OneVersusRestMeasure(ClassNames classes, int scores, boolean weighted, Precision precision) {
        this.classes = classes;
        this.precision = precision;
        this.rankings = new ScoreRanking[scores];
        Arrays.setAll(rankings, i -> new ScoreRanking(weighted, precision));
    }

    @Override
    public void add(Observation row) {
        for (int i = 0; i < rankings.length; i++) {
            rankings[i].add(row.score(i), row.actualClass() == i, row.weight());
        }
    }

    @Override
    public void merge(OneVersusRestMeasure other) {
        for (int i = 0; i < rankings.length; i++) {
            rankings[i].merge(other.rankings[i]);
        }
    }

    @Override
    public void result(Findings findings) {
        for (int i = 0; i < rankings.length; i++) {
            if (rankings[i].positives() == 0 || rankings[i].negatives() == 0) {
                String reason = Messages.Undefined_classMissing(classes.names().get(i));
                undefined("roc_auc_ovr", reason, findings);
                undefined("roc_auc_ovr_weighted", reason, findings);
                return;
            }
        }
        Mean plain = new Mean();
        Mean weighted = new Mean();
        for (ScoreRanking ranking : rankings) {
            RankingSums sums = new RankingSums(ranking.positives(), ranking.negatives());
            try (ScoreGroups groups = ranking.groups()) {
                while (groups.next()) {
                    sums.add(groups);
                }
            }
            double error = Math.sqrt(
                    sums.rocAucVariance(ranking.effectivePositives(), ranking.effectiveNegatives()));
            plain.add(sums.rocAuc(), error, 1);
            weighted.add(sums.rocAuc(), error, ranking.positives());
        }
        findings.metric("roc_auc_ovr", plain.estimate());
        findings.metric("roc_auc_ovr_weighted", weighted.estimate());
    }

    private void undefined(String name, String reason, Findings findings) {
        findings.metric(name, StudentInterval.unknown(Double.NaN, METHOD, rankings[0].rows()));
        findings.undefined(name, reason);
    }

    private double rarest() {
        double rarest = Double.POSITIVE_INFINITY;
        for (ScoreRanking ranking : rankings) {
            rarest = Math.min(rarest, Math.min(ranking.effectivePositives(), ranking.effectiveNegatives()));
        }
        return rarest;
    }

    private final class Mean {
        private double weight;
        private double values;
        private double errors;

        void add(double value, double error, double of) {
            weight += of;
            values += of * value;
            errors += of * error;
        }

        Estimate estimate() {
            Estimate estimate = StudentInterval.estimate(
                    values / weight, errors / weight, rarest() - 1, precision.confidence(), METHOD, rankings[0].rows());
            return estimate.mapped(values / weight, end -> Math.max(0, Math.min(1, end)));
        }
    }
}
