package io.jenkins.plugins.modeldelivery.statistics;

/**
 * The alternatives that evidence is mixed over: effects on a logarithmic scale, on both sides of the null. They reach
 * from 5 % to twentyfold; small effects weigh more, since large ones show themselves anyway.
 */
final class EffectGrid {
    private static final double[] EFFECTS = {
        0.05, 0.1, 0.2, 0.3, 0.45, 0.6, 0.75, 0.9, 1.1, 1.3, 1.6, 1.9, 2.2, 2.6, 3.0
    };
    private static final double PREFERENCE_FOR_SMALL = 0.5;
    private static final double USEFUL_FROM = 0.3;

    /** How many points the grid has: the null in the middle, the effects on either side. */
    static final int SIZE = 2 * EFFECTS.length + 1;
    /** Index of the null. */
    static final int NULL = EFFECTS.length;

    private static final double[] LOG_WEIGHTS = logWeights();

    private EffectGrid() {}

    /** The effect at a point, negative below the null. */
    static double effect(int point) {
        return point == NULL ? 0 : point > NULL ? EFFECTS[point - NULL - 1] : -EFFECTS[NULL - 1 - point];
    }

    /** Logarithm of the mixture of the likelihoods over the effects above the null. */
    static double mixtureAbove(double[] logLikelihoods) {
        return mixture(logLikelihoods, NULL + 1, 1);
    }

    /** Logarithm of the mixture of the likelihoods over the effects below the null. */
    static double mixtureBelow(double[] logLikelihoods) {
        return mixture(logLikelihoods, NULL - 1, -1);
    }

    private static double mixture(double[] logLikelihoods, int start, int direction) {
        double[] terms = new double[EFFECTS.length];
        for (int i = 0; i < terms.length; i++) {
            terms[i] = LOG_WEIGHTS[i] + logLikelihoods[start + direction * i];
        }
        return Mixtures.logSum(terms);
    }

    private static double[] logWeights() {
        double[] weights = new double[EFFECTS.length];
        double sum = 0;
        for (int i = 0; i < weights.length; i++) {
            double below = i == 0 ? 0 : EFFECTS[i - 1];
            double above = i == weights.length - 1 ? EFFECTS[i] : EFFECTS[i + 1];
            double visible = Math.min(1, Math.pow(EFFECTS[i] / USEFUL_FROM, 2));
            weights[i] = (above - below) / 2 * visible * Math.exp(-PREFERENCE_FOR_SMALL * EFFECTS[i]);
            sum += weights[i];
        }
        for (int i = 0; i < weights.length; i++) {
            weights[i] = Math.log(weights[i] / sum);
        }
        return weights;
    }
}
