package io.jenkins.plugins.modeldelivery.evaluation.metric;

/**
 * How sure the area under the ROC curve is, by E. DeLong, D. DeLong and D. Clarke-Pearson, "Comparing the areas under two or
 * more correlated receiver operating characteristic curves" (1988), and how sure the average precision is, by the
 * infinitesimal jackknife (L. Jaeckel 1972).
 */
final class RankingSums {
    private final RankingWalk walk;
    private final double positives;
    private final double negatives;
    private final Moments positivePlacements = new Moments();
    private final Moments negativePlacements = new Moments();
    private final Moments positiveEffects = new Moments();
    private final Moments negativeEffects = new Moments();

    RankingSums(double positives, double negatives) {
        this.walk = new RankingWalk(positives, negatives);
        this.positives = positives;
        this.negatives = negatives;
    }

    void add(ScoreGroups group) {
        walk.add(group);
        positivePlacements.add(walk.positivePlacement(), group.positiveSquare());
        negativePlacements.add(walk.negativePlacement(), group.negativeSquare());
        positiveEffects.add(walk.positiveEffect(), group.positiveSquare());
        negativeEffects.add(walk.negativeEffect(), group.negativeSquare());
    }

    double rocAuc() {
        return walk.rocAuc();
    }

    double averagePrecision() {
        return walk.averagePrecision();
    }

    /** Squared standard error of {@link #rocAuc}. */
    double rocAucVariance(double effectivePositives, double effectiveNegatives) {
        double auc = rocAuc();
        return positivePlacements.around(auc - 1) / (positives * positives) * unbiased(effectivePositives)
                + negativePlacements.around(auc) / (negatives * negatives) * unbiased(effectiveNegatives);
    }

    /** Squared standard error of {@link #averagePrecision}, to which the positive rows contribute most. */
    double averagePrecisionVariance(double effectivePositives) {
        double sum = positiveEffects.around(walk.positiveCentre()) + negativeEffects.around(walk.negativeCentre());
        return sum / (positives * positives) * unbiased(effectivePositives);
    }

    /** What turns a mean of squares around the sample's own mean into an unbiased variance. */
    static double unbiased(double rows) {
        return rows / (rows - 1);
    }

    /** Sums of squares, weighted, around any centre. */
    private static final class Moments {
        private double weight;
        private double first;
        private double second;

        void add(double value, double square) {
            weight += square;
            first += square * value;
            second += square * value * value;
        }

        double around(double centre) {
            return Math.max(0, second - 2 * centre * first + centre * centre * weight);
        }
    }
}
