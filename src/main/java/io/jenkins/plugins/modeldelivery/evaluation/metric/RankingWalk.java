package io.jenkins.plugins.modeldelivery.evaluation.metric;

import io.jenkins.plugins.modeldelivery.statistics.CompensatedSum;

/**
 * A walk down a ranking: the area under the ROC curve, the average precision, and what each row has to do with them.
 *
 * <p>A row's placement is the share of the other class that its score stands above, ties counting half. A row's influence
 * on the average precision is the derivative by its weight: its own precision if it is positive, and what it does to the
 * precision at all positives of the same or a lower score. Rows of a group of equal scores have both in common.
 */
final class RankingWalk {
    private final double positives;
    private final double negatives;
    private final CompensatedSum above = new CompensatedSum();
    private final CompensatedSum precisions = new CompensatedSum();
    private final CompensatedSum positivesAbove = new CompensatedSum();
    private final CompensatedSum negativesAbove = new CompensatedSum();
    private double gains;
    private double losses;
    private double positivePlacement;
    private double negativePlacement;
    private double positiveEffect;
    private double negativeEffect;

    /** Starts above the highest score of a ranking with this weight of positive and of negative rows. */
    RankingWalk(double positives, double negatives) {
        this.positives = positives;
        this.negatives = negatives;
    }

    /** Goes down to the next group. */
    void add(ScoreGroups group) {
        double positive = group.positive();
        double negative = group.negative();
        double halfwayPositives = positivesAbove.value() + positive / 2;
        double halfwayNegatives = negativesAbove.value() + negative / 2;
        double truePositives = positivesAbove.value() + positive;
        double seen = truePositives + negativesAbove.value() + negative;
        double precision = truePositives / seen;

        positivePlacement = -halfwayNegatives / negatives;
        negativePlacement = halfwayPositives / positives;
        positiveEffect = precision - gains;
        negativeEffect = losses;

        above.addProduct(negative, halfwayPositives);
        precisions.addProduct(positive, precision);
        gains += positive * (1 - precision) / seen;
        losses += positive * precision / seen;
        positivesAbove.add(positive);
        negativesAbove.add(negative);
    }

    /** At the end of the walk. */
    double rocAuc() {
        return above.value() / (positives * negatives);
    }

    /** At the end of the walk. */
    double averagePrecision() {
        return precisions.value() / positives;
    }

    /** Placement of the group's positive rows, less 1, which keeps its digits when the model is nearly perfect. */
    double positivePlacement() {
        return positivePlacement;
    }

    /** Placement of the group's negative rows: the share of positives above them. */
    double negativePlacement() {
        return negativePlacement;
    }

    /** Effect of the group's positive rows; with {@link #positiveCentre} subtracted, their influence times the positives. */
    double positiveEffect() {
        return positiveEffect;
    }

    double negativeEffect() {
        return negativeEffect;
    }

    /** At the end of the walk, what to subtract from a positive row's effect. */
    double positiveCentre() {
        return averagePrecision() - gains;
    }

    /** At the end of the walk, what to subtract from a negative row's effect. */
    double negativeCentre() {
        return losses;
    }
}
