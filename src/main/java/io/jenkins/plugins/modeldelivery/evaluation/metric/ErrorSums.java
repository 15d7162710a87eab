package io.jenkins.plugins.modeldelivery.evaluation.metric;

import io.jenkins.plugins.modeldelivery.statistics.CompensatedSum;

/** The exact sums of one model's errors. Mergeable. */
final class ErrorSums {
    private final CompensatedSum weight = new CompensatedSum();
    private final CompensatedSum absolute = new CompensatedSum();
    private final CompensatedSum squared = new CompensatedSum();
    private final CompensatedSum relative = new CompensatedSum();
    private final CompensatedSum errors = new CompensatedSum();
    private final CompensatedSum targets = new CompensatedSum();
    private final CompensatedSum targetSquares = new CompensatedSum();
    private final Range errorRange = new Range();
    private final Range targetRange = new Range();

    void add(double target, double error, double rowWeight) {
        weight.add(rowWeight);
        absolute.addProduct(rowWeight, Math.abs(error));
        squared.addProduct(rowWeight, error, error);
        relative.addProduct(rowWeight, relative(target, error));
        errors.addProduct(rowWeight, error);
        targets.addProduct(rowWeight, target);
        targetSquares.addProduct(rowWeight, target, target);
        if (rowWeight > 0) {
            errorRange.add(error);
            targetRange.add(target);
        }
    }

    /** The error as a share of the target, which is kept from 0 by scikit-learn's epsilon. */
    static double relative(double target, double error) {
        return Math.abs(error) / Math.max(Math.abs(target), Math.ulp(1.0));
    }

    void merge(ErrorSums other) {
        weight.merge(other.weight);
        absolute.merge(other.absolute);
        squared.merge(other.squared);
        relative.merge(other.relative);
        errors.merge(other.errors);
        targets.merge(other.targets);
        targetSquares.merge(other.targetSquares);
        errorRange.merge(other.errorRange);
        targetRange.merge(other.targetRange);
    }

    ErrorTotals totals() {
        return new ErrorTotals(
                weight.value(),
                absolute.value(),
                squared.value(),
                relative.value(),
                spread(squared, errors, errorRange),
                spread(targetSquares, targets, targetRange));
    }

    /** Exactly 0 for equal values, where rounding would leave a rest to divide by. */
    private double spread(CompensatedSum squares, CompensatedSum first, Range range) {
        return range.isPoint() ? 0 : squares.around(first.value() / weight.value(), first, weight);
    }

    /** The least and the greatest value. */
    private static final class Range {
        private double least = Double.POSITIVE_INFINITY;
        private double greatest = Double.NEGATIVE_INFINITY;

        void add(double value) {
            least = Math.min(least, value);
            greatest = Math.max(greatest, value);
        }

        void merge(Range other) {
            least = Math.min(least, other.least);
            greatest = Math.max(greatest, other.greatest);
        }

        boolean isPoint() {
            return least == greatest;
        }
    }
}
