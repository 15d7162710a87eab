package io.jenkins.plugins.modeldelivery.evaluation.metric;

import io.jenkins.plugins.modeldelivery.evaluation.rows.Observation;

/** What a row's scores cost, as scikit-learn 1.2 defines it. */
final class ScoreLoss {
    /** Probabilities are kept this far from 0 and 1, so that no row costs infinitely much. */
    private static final double CLIP = Math.ulp(1.0);

    private ScoreLoss() {}

    /** The logarithmic loss, in nats. */
    static double logarithmic(Observation row) {
        if (row.scores() == 1) {
            double positive = clipped(row.score(0));
            double negative = 1 - positive;
            double actual = row.actualClass() == ClassMetric.POSITIVE ? positive : negative;
            return -Math.log(actual / (negative + positive));
        }
        double sum = 0;
        for (int i = 0; i < row.scores(); i++) {
            sum += clipped(row.score(i));
        }
        return -Math.log(clipped(row.score(row.actualClass())) / sum);
    }

    /** The squared distance of a binary task's score from the truth. */
    static double brier(Observation row) {
        double distance = (row.actualClass() == ClassMetric.POSITIVE ? 1 : 0) - row.score(0);
        return distance * distance;
    }

    private static double clipped(double score) {
        return Math.max(CLIP, Math.min(1 - CLIP, score));
    }
}
