package io.jenkins.plugins.modeldelivery.evaluation.metric;

import io.jenkins.plugins.modeldelivery.statistics.Estimate;
import io.jenkins.plugins.modeldelivery.statistics.StudentInterval;

/**
 * A metric of two models with what their values have to do with each other.
 *
 * @param fewer the effective number of rows of the rarer class, on which the variances rest
 * @param rows all rows
 */
record ValuePair(
        double candidate,
        double champion,
        double candidateVariance,
        double championVariance,
        double covariance,
        double fewer,
        long rows) {

    /** A variance below this share of those it comes from is nothing but rounding. */
    private static final double ROUNDING = 1e-12;

    Estimate contrast(Contrast contrast, String method, double confidence) {
        double value = contrast.of(candidate, champion);
        double variance = contrast.variance(champion, candidateVariance, championVariance, covariance);
        if (variance > ROUNDING * (candidateVariance + championVariance)) {
            return StudentInterval.estimate(value, Math.sqrt(variance), fewer - 1, confidence, method, rows);
        }
        return Double.isNaN(value) || fewer < 1
                ? StudentInterval.unknown(value, method, rows)
                : unseen(value, method, confidence);
    }

    /**
     * Two models that rank every row alike may still differ on rows not seen: on no greater share of them than the share of
     * which the sample would have held one with this confidence.
     */
    private Estimate unseen(double value, String method, double confidence) {
        double two = 1 - Math.pow((1 - confidence) / 2, 1 / fewer);
        double one = 1 - Math.pow(1 - confidence, 1 / fewer);
        return new Estimate(value, value - two, value + two, value - one, value + one, method, rows);
    }
}
