package io.jenkins.plugins.modeldelivery.statistics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A linear model of one quantity by others, fitted by least squares, and what it foretells of a new case (Draper and Smith,
 * Applied Regression Analysis, 3rd edition, chapters 1, 3 and 5). The predictors are made orthogonal one after the other
 * by Gram and Schmidt's method, so a predictor that never changes, or that follows from those before it, is left out; so is
 * one for which there are too few cases.
 */
public final class LinearRegression {
    /** A predictor of which less than this share is news is one that follows from the others. */
    private static final double NEWS = 1e-8;
    /** Degrees of freedom that are left to tell the error by. */
    private static final int LEAST_FREEDOM = 2;

    private final int cases;
    private final double meanOutcome;
    private final double[] means;
    private final List<Axis> axes;
    private final double variance;

    /**
     * One orthogonal direction.
     *
     * @param predictor the index of the predictor that brought it
     * @param direction of length 1, one element a case
     * @param earlier the predictor's share along each axis before it
     * @param length the predictor's share along this one
     * @param slope change of the outcome along it
     */
    private record Axis(int predictor, double[] direction, double[] earlier, double length, double slope) {}

    private LinearRegression(int cases, double meanOutcome, double[] means, List<Axis> axes, double variance) {
        this.cases = cases;
        this.meanOutcome = meanOutcome;
        this.means = means;
        this.axes = axes;
        this.variance = variance;
    }

    /**
     * Fits a model.
     *
     * @param predictors one row a case, all of the same length, the most telling predictor first
     * @param outcomes one a case
     * @throws IllegalArgumentException if there are fewer than 3 cases, or rows of different lengths
     */
    public static LinearRegression fit(double[][] predictors, double[] outcomes) {
        int cases = outcomes.length;
        if (cases < LEAST_FREEDOM + 1 || predictors.length != cases) {
            throw new IllegalArgumentException(predictors.length + " rows for " + cases + " outcomes");
        }
        double[] means = new double[predictors[0].length];
        List<Axis> axes = new ArrayList<>();
        double meanOutcome = Arrays.stream(outcomes).average().orElseThrow();
        double[] left = minus(outcomes, meanOutcome);
        for (int j = 0; j < means.length; j++) {
            double[] column = column(predictors, j);
            means[j] = Arrays.stream(column).average().orElseThrow();
            if (cases - axes.size() - 1 > LEAST_FREEDOM) {
                add(axes, j, minus(column, means[j]), left);
            }
        }
        return new LinearRegression(cases, meanOutcome, means, axes, dot(left, left) / (cases - 1 - axes.size()));
    }

    /** Takes from the column what the axes hold already; what is left is the new axis, and goes from the outcomes. */
    private static void add(List<Axis> axes, int predictor, double[] column, double[] left) {
        double whole = Math.sqrt(dot(column, column));
        double[] earlier = new double[axes.size()];
        // Twice, since the first pass leaves rounding errors where predictors nearly agree.
        for (int pass = 0; pass < 2; pass++) {
            for (int k = 0; k < earlier.length; k++) {
                earlier[k] += remove(column, axes.get(k).direction());
            }
        }
        double length = Math.sqrt(dot(column, column));
        if (length > NEWS * whole) {
            double[] direction = Arrays.stream(column).map(value -> value / length).toArray();
            axes.add(new Axis(predictor, direction, earlier, length, remove(left, direction)));
        }
    }

    /**
     * What the model foretells of one new case, with the interval in which it will lie at this confidence.
     *
     * @param predictors as in a row of {@link #fit}
     */
    public Estimate predict(double[] predictors, double confidence) {
        double[] along = new double[axes.size()];
        double value = meanOutcome;
        double spread = 1 + 1.0 / cases;
        for (int k = 0; k < along.length; k++) {
            Axis axis = axes.get(k);
            double share = predictors[axis.predictor()] - means[axis.predictor()];
            for (int i = 0; i < k; i++) {
                share -= axis.earlier()[i] * along[i];
            }
            along[k] = share / axis.length();
            value += axis.slope() * along[k];
            spread += along[k] * along[k];
        }
        return StudentInterval.estimate(
                value, Math.sqrt(variance * spread), cases - 1.0 - axes.size(), confidence, "regression", cases);
    }

    /** The indices of the predictors that the model uses. */
    public List<Integer> used() {
        return axes.stream().map(Axis::predictor).toList();
    }

    private static double[] column(double[][] rows, int index) {
        return Arrays.stream(rows).mapToDouble(row -> row[index]).toArray();
    }

    private static double[] minus(double[] values, double mean) {
        return Arrays.stream(values).map(value -> value - mean).toArray();
    }

    /** Takes from the vector its share along a direction, and says how much that was. */
    private static double remove(double[] vector, double[] direction) {
        double share = dot(vector, direction);
        for (int i = 0; i < vector.length; i++) {
            vector[i] -= share * direction[i];
        }
        return share;
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }
}
