package io.jenkins.plugins.modeldelivery.evaluation.metric;

import io.jenkins.plugins.modeldelivery.statistics.CompensatedSum;

/**
 * One walk down the ranking, which gives the area under the ROC curve with the variance of E. DeLong, D. DeLong and
 * D. Clarke-Pearson, "Comparing the areas under two or more correlated receiver operating characteristic curves"
 * (1988), and the average precision with the variance of the infinitesimal jackknife (L. Jaeckel 1972).
 *
 * <p>A row's placement is the share of the other class that its score stands above, ties counting half. The influence of a
 * row on the average precision is the derivative by the row's weight: its own precision if it is positive, and what it
 * does to the precision at all positives of the same or a lower score.
 */
final class RankingSums {
    private final double positives;
    private final double negatives;
    private final CompensatedSum above = new CompensatedSum();
    private final CompensatedSum precisions = new CompensatedSum();
    private final CompensatedSum positivesAbove = new CompensatedSum();
    private final CompensatedSum negativesAbove = new CompensatedSum();
    /** Sums over positives met so far of w (1 - precision) / rows and of w precision / rows. */
    private double gains;
    private double losses;
    private final Moments positivePlacements = new Moments();
    private final Moments negativePlacements = new Moments();
    private final Moments positiveInfluences = new Moments();
    private final Moments negativeInfluences = new Moments();

    /** Starts above the highest score of a ranking with this weight of positive and of negative rows. */
    RankingSums(double positives, double negatives) {
        this.positives = positives;
        this.negatives = negatives;
    }

    /** Goes down to the next group of equal scores. */
    void add(ScoreRanking.Groups group) {
        double positive = group.positive();
        double negative = group.negative();
        double truePositives = positivesAbove.value() + positive;
        double seen = truePositives + negativesAbove.value() + negative;
        above.addProduct(negative, positivesAbove.value() + positive / 2);
        double precision = truePositives / seen;
        precisions.addProduct(positive, precision);

        positivePlacements.add(missedBelow(negative), group.positiveSquare());
        negativePlacements.add((positivesAbove.value() + positive / 2) / positives, group.negativeSquare());
        positiveInfluences.add(precision - gains, group.positiveSquare());
        negativeInfluences.add(losses, group.negativeSquare());
        gains += positive * (1 - precision) / seen;
        losses += positive * precision / seen;
        positivesAbove.add(positive);
        negativesAbove.add(negative);
    }

    /** 1 less the placement of a positive row, which keeps its digits when the model is nearly perfect. */
    private double missedBelow(double negative) {
        return (negativesAbove.value() + negative / 2) / negatives;
    }

    double rocAuc() {
        return above.value() / (positives * negatives);
    }

    double averagePrecision() {
        return precisions.value() / positives;
    }

    /** Squared standard error of {@link #rocAuc}. */
    double rocAucVariance(double effectivePositives, double effectiveNegatives) {
        double auc = rocAuc();
        return positivePlacements.around(1 - auc) / (positives * positives) * unbiased(effectivePositives)
                + negativePlacements.around(auc) / (negatives * negatives) * unbiased(effectiveNegatives);
    }

    /** Squared standard error of {@link #averagePrecision}. */
    double averagePrecisionVariance(double effectiveRows) {
        double sum = positiveInfluences.around(averagePrecision() - gains) + negativeInfluences.around(losses);
        return sum / (positives * positives) * unbiased(effectiveRows);
    }

    /** Sums from which the influence of a row follows, see {@link PairedRanking}. */
    double gains() {
        return gains;
    }

    double losses() {
        return losses;
    }

    private static double unbiased(double rows) {
        return rows / (rows - 1);
    }

    /** Weighted sums of squares of values around any centre. */
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
