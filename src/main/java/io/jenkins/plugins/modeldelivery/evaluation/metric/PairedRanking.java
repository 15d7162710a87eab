package io.jenkins.plugins.modeldelivery.evaluation.metric;

import io.jenkins.plugins.modeldelivery.evaluation.sort.Cursor;
import io.jenkins.plugins.modeldelivery.evaluation.sort.RecordSorter;
import io.jenkins.plugins.modeldelivery.statistics.CompensatedSum;

/**
 * Two rankings of the same rows. The rows are sorted by the candidate's score, each is given its placement and its effect
 * there, sorted again by the champion's score, and given those there: then what the two have in common can be added up. Two
 * cursors walk each order, one a group ahead of the other, since a row's placement depends on all rows that tie with it.
 */
final class PairedRanking {
    private static final int WEIGHT = 1;
    private static final int CHAMPION = 2;
    private static final int PLACEMENT = 2;
    private static final int EFFECT = 3;

    private final RecordSorter byCandidate;
    private final RecordSorter byChampion;
    private final long[] record = new long[3];
    private final Side positives = new Side();
    private final Side negatives = new Side();

    PairedRanking(Precision precision) {
        this.byCandidate = new RecordSorter(3, precision.memory(), precision.scratch());
        this.byChampion = new RecordSorter(4, precision.memory(), precision.scratch());
    }

    void add(boolean positive, double candidate, double champion, double weight) {
        if (weight == 0) {
            return;
        }
        Side side = positive ? positives : negatives;
        side.weight.add(weight);
        side.squares += weight * weight;
        record[0] = ScoreRanking.key(candidate, positive);
        record[WEIGHT] = Double.doubleToRawLongBits(weight);
        record[CHAMPION] = ScoreRanking.key(champion, positive);
        byCandidate.add(record);
    }

    /** Weight of the positive rows. */
    double positives() {
        return positives.weight.value();
    }

    /** Both metrics of both models; may be asked once. */
    Result result() {
        RankingWalk candidate = walked(byCandidate);
        sortByChampion(candidate);
        RankingWalk champion = walked(byChampion);
        addCommon(candidate, champion);
        double fewer = Math.min(positives.effective(), negatives.effective());
        double scale = positives.weight.value() * positives.weight.value();
        double unbiased = RankingSums.unbiased(positives.effective()) / scale;
        return new Result(
                pair(candidate.rocAuc(), champion.rocAuc(), fewer, positives.placements(), negatives.placements()),
                pair(
                        candidate.averagePrecision(),
                        champion.averagePrecision(),
                        fewer,
                        positives.effects.scaled(unbiased),
                        negatives.effects.scaled(unbiased)));
    }

    private ValuePair pair(double candidate, double champion, double fewer, double[] positive, double[] negative) {
        return new ValuePair(
                candidate,
                champion,
                positive[0] + negative[0],
                positive[1] + negative[1],
                positive[2] + negative[2],
                fewer,
                byCandidate.size());
    }

    private RankingWalk newWalk() {
        return new RankingWalk(positives.weight.value(), negatives.weight.value());
    }

    private RankingWalk walked(RecordSorter rows) {
        RankingWalk walk = newWalk();
        try (ScoreGroups groups = new ScoreGroups(rows.sorted(), WEIGHT)) {
            while (groups.next()) {
                walk.add(groups);
            }
        }
        return walk;
    }

    private void sortByChampion(RankingWalk end) {
        long[] moved = new long[4];
        follow(byCandidate, end, (row, placement, effect) -> {
            moved[0] = row.lane(CHAMPION);
            moved[WEIGHT] = row.lane(WEIGHT);
            moved[PLACEMENT] = Double.doubleToRawLongBits(placement);
            moved[EFFECT] = Double.doubleToRawLongBits(effect);
            byChampion.add(moved);
        });
    }

    private void addCommon(RankingWalk candidate, RankingWalk champion) {
        follow(byChampion, champion, (row, placement, effect) -> {
            Side side = ScoreRanking.isPositive(row.key()) ? positives : negatives;
            double weight = Double.longBitsToDouble(row.lane(WEIGHT));
            side.placements.add(Double.longBitsToDouble(row.lane(PLACEMENT)), placement, weight);
            side.effects.add(Double.longBitsToDouble(row.lane(EFFECT)), effect, weight);
        });
    }

    /** Gives each row its placement and effect, both less their means, once the end of the walk is known. */
    private void follow(RecordSorter rows, RankingWalk end, RowVisitor visitor) {
        RankingWalk walk = newWalk();
        try (ScoreGroups ahead = new ScoreGroups(rows.sorted(), WEIGHT); Cursor behind = rows.sorted()) {
            while (ahead.next()) {
                walk.add(ahead);
                for (long i = 0; i < ahead.rows(); i++) {
                    behind.next();
                    if (ScoreRanking.isPositive(behind.key())) {
                        visitor.visit(
                                behind,
                                walk.positivePlacement() - (end.rocAuc() - 1),
                                walk.positiveEffect() - end.positiveCentre());
                    } else {
                        visitor.visit(
                                behind,
                                walk.negativePlacement() - end.rocAuc(),
                                walk.negativeEffect() - end.negativeCentre());
                    }
                }
            }
        }
    }

    private interface RowVisitor {
        void visit(Cursor row, double placement, double effect);
    }

    /** The two metrics that rankings have. */
    record Result(ValuePair rocAuc, ValuePair averagePrecision) {}

    /** One class's rows. */
    private static final class Side {
        private final CompensatedSum weight = new CompensatedSum();
        private double squares;
        private final Products placements = new Products();
        private final Products effects = new Products();

        double effective() {
            return squares == 0 ? 0 : weight.value() / squares * weight.value();
        }

        double[] placements() {
            double scale = weight.value() * weight.value();
            return placements.scaled(RankingSums.unbiased(effective()) / scale);
        }
    }

    /** Sums of squares and products of two centred values. */
    private static final class Products {
        private double candidate;
        private double champion;
        private double both;

        void add(double candidateValue, double championValue, double weight) {
            double square = weight * weight;
            candidate += square * candidateValue * candidateValue;
            champion += square * championValue * championValue;
            both += square * candidateValue * championValue;
        }

        /** Variance of the candidate's value, of the champion's, and their covariance. */
        double[] scaled(double factor) {
            return new double[] {candidate * factor, champion * factor, both * factor};
        }
    }
}
