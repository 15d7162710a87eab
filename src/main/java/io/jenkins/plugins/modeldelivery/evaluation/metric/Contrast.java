package io.jenkins.plugins.modeldelivery.evaluation.metric;

/**
 * How a candidate's value is set against a champion's: {@code sign (candidate - champion) - margin}.
 *
 * @param sign 1, or -1 where more is better and the question is how much worse the candidate is
 * @param amount the margin, in the metric's unit or as a share of the champion's value; negative asks for an improvement
 */
public record Contrast(int sign, double amount, boolean relative) {
    /** The plain difference. */
    public static final Contrast DIFFERENCE = new Contrast(1, 0, false);

    double of(double candidate, double champion) {
        return sign * (candidate - champion) - (relative ? amount * Math.abs(champion) : amount);
    }

    /** Variance of the contrast of two values with these variances and this covariance. */
    double variance(double champion, double candidateVariance, double championVariance, double covariance) {
        double slope = -sign - (relative ? amount * Math.signum(champion) : 0);
        double variance = candidateVariance + 2 * sign * slope * covariance + slope * slope * championVariance;
        return Math.max(0, variance);
    }
}
