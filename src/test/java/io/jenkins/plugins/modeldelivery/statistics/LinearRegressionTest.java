package io.jenkins.plugins.modeldelivery.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** The regression foretells what certified coefficients foretell, and leaves out what cannot be told. */
final class LinearRegressionTest {
    /** Longley's data of 16 years: six predictors that nearly follow from each other, then the outcome. */
    private static final double[][] LONGLEY = {
        {83.0, 234289, 2356, 1590, 107608, 1947, 60323},
        {88.5, 259426, 2325, 1456, 108632, 1948, 61122},
        {88.2, 258054, 3682, 1616, 109773, 1949, 60171},
        {89.5, 284599, 3351, 1650, 110929, 1950, 61187},
        {96.2, 328975, 2099, 3099, 112075, 1951, 63221},
        {98.1, 346999, 1932, 3594, 113270, 1952, 63639},
        {99.0, 365385, 1870, 3547, 115094, 1953, 64989},
        {100.0, 363112, 3578, 3350, 116219, 1954, 63761},
        {101.2, 397469, 2904, 3048, 117388, 1955, 66019},
        {104.6, 419180, 2822, 2857, 118734, 1956, 67857},
        {108.4, 442769, 2936, 2798, 120445, 1957, 68169},
        {110.8, 444546, 4681, 2637, 121950, 1958, 66513},
        {112.6, 482704, 3813, 2552, 123366, 1959, 68655},
        {114.2, 502601, 3931, 2514, 125368, 1960, 69564},
        {115.7, 518173, 4806, 2572, 127852, 1961, 69331},
        {116.9, 554894, 4007, 2827, 130081, 1962, 70551}
    };

    /** NIST's certified coefficients for them, the intercept first, and the residual standard deviation. */
    private static final double[] CERTIFIED = {
        -3482258.63459582, 15.0618722713733, -0.0358191792925910, -2.02022980381683, -1.03322686717359, -0.0511041056535807,
        1829.15146461355
    };

    private static final double RESIDUAL_DEVIATION = 304.854073561965;

    @Test
    void foretellsWhatCertifiedCoefficientsDo() {
        double[][] rows = Arrays.stream(LONGLEY).map(row -> Arrays.copyOf(row, 6)).toArray(double[][]::new);
        LinearRegression model = LinearRegression.fit(rows, Arrays.stream(LONGLEY).mapToDouble(row -> row[6]).toArray());
        double[] mean = new double[6];
        for (double[] row : rows) {
            double expected = CERTIFIED[0];
            for (int j = 0; j < row.length; j++) {
                expected += CERTIFIED[j + 1] * row[j];
                mean[j] += row[j] / rows.length;
            }
            assertThat(model.predict(row, 0.95).value()).isCloseTo(expected, within(1e-4));
        }
        Estimate middle = model.predict(mean, 0.95);
        // Student's t with 9 degrees of freedom.
        double half = 2.2621571628 * RESIDUAL_DEVIATION * Math.sqrt(1 + 1.0 / 16);
        assertThat(middle.high() - middle.value()).isCloseTo(half, within(1e-4));
        assertThat(middle.count()).isEqualTo(16);
    }

    @Test
    void aPredictorThatNeverChangesOrFollowsFromOthersIsLeftOut() {
        double[][] rows = new double[12][];
        double[] outcomes = new double[12];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = new double[] {1e9 + i, 1, 2e9 + 2.0 * i};
            outcomes[i] = 10 + 3 * i + (i % 2);
        }
        LinearRegression model = LinearRegression.fit(rows, outcomes);
        assertThat(model.used()).containsExactly(0);
        assertThat(model.predict(new double[] {1e9 + 12, 1, 2e9 + 24}, 0.95).value()).isCloseTo(46.5, within(1.0));
    }

    @Test
    void withFewCasesFewPredictorsAreUsedAndWithoutAnyTheMeanIsForetold() {
        double[][] rows = {{1, 5, 2}, {2, 3, 9}, {4, 4, 4}, {3, 1, 7}};
        assertThat(LinearRegression.fit(rows, new double[] {1, 2, 3, 4}).used()).containsExactly(0);
        double[][] same = {{1}, {1}, {1}};
        Estimate mean = LinearRegression.fit(same, new double[] {10, 20, 30}).predict(new double[] {5}, 0.95);
        assertThat(mean.value()).isEqualTo(20);
        // Student's t with 2 degrees of freedom, standard deviation 10.
        assertThat(mean.high()).isCloseTo(20 + 4.302653 * 10 * Math.sqrt(4.0 / 3), within(1e-4));
        assertThatIllegalArgumentException().isThrownBy(() -> LinearRegression.fit(Arrays.copyOf(rows, 2), new double[2]));
    }
}
