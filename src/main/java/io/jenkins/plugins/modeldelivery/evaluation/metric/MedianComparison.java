package io.jenkins.plugins.modeldelivery.evaluation.metric;

import io.jenkins.plugins.modeldelivery.evaluation.sort.Cursor;
import io.jenkins.plugins.modeldelivery.evaluation.sort.RecordSorter;
import io.jenkins.plugins.modeldelivery.statistics.Estimate;
import io.jenkins.plugins.modeldelivery.statistics.StudentInterval;
import io.jenkins.plugins.modeldelivery.statistics.Wilson;

/**
 * Compares two medians of absolute errors over the same rows. Each median's standard error follows from its interval between
 * order statistics; the correlation of the two, from how often both errors lie on the same side of their medians
 * (Bahadur's representation of a quantile, 1966).
 */
final class MedianComparison {
    private static final String METHOD = "order statistics";

    private final MedianError candidate;
    private final MedianError champion;
    private final RecordSorter pairs;
    private final long[] record = new long[3];

    MedianComparison(boolean weighted, Precision precision) {
        this.candidate = new MedianError(weighted, precision);
        this.champion = new MedianError(weighted, precision);
        this.pairs = new RecordSorter(3, precision.memory(), precision.scratch());
    }

    void add(double candidateError, double championError, double weight) {
        candidate.add(candidateError, weight);
        champion.add(championError, weight);
        record[0] = Double.doubleToRawLongBits(candidateError);
        record[1] = Double.doubleToRawLongBits(championError);
        record[2] = Double.doubleToRawLongBits(weight);
        pairs.add(record);
    }

    Estimate contrast(Contrast contrast, double confidence) {
        Estimate first = candidate.estimate(confidence);
        Estimate second = champion.estimate(confidence);
        double value = contrast.of(first.value(), second.value());
        if (!first.hasInterval() || !second.hasInterval()) {
            return StudentInterval.unknown(value, METHOD, pairs.size());
        }
        double firstError = error(first, confidence);
        double secondError = error(second, confidence);
        double covariance = correlation(first.value(), second.value()) * firstError * secondError;
        double variance = contrast.variance(
                second.value(), firstError * firstError, secondError * secondError, covariance);
        return StudentInterval.estimate(
                value, Math.sqrt(variance), pairs.size() - 1.0, confidence, METHOD, pairs.size());
    }

    /** The longer side of an interval counts, since few rows lie between order statistics. */
    private static double error(Estimate median, double confidence) {
        double side = Math.max(median.high() - median.value(), median.value() - median.low());
        return side / Wilson.quantile(1 - (1 - confidence) / 2);
    }

    private double correlation(double firstMedian, double secondMedian) {
        double all = 0;
        double first = 0;
        double second = 0;
        double both = 0;
        try (Cursor cursor = pairs.sorted()) {
            while (cursor.next()) {
                double weight = Double.longBitsToDouble(cursor.lane(2));
                double firstSide = side(cursor.lane(0), firstMedian);
                double secondSide = side(cursor.lane(1), secondMedian);
                all += weight;
                first += weight * firstSide * firstSide;
                second += weight * secondSide * secondSide;
                both += weight * firstSide * secondSide;
            }
        }
        return all == 0 || first == 0 || second == 0 ? 0 : both / Math.sqrt(first * second);
    }

    private static double side(long error, double median) {
        return Math.signum(Double.longBitsToDouble(error) - median);
    }
}
