package io.jenkins.plugins.modeldelivery.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** A compensated sum is the exact sum, rounded once. */
class CompensatedSumTest {
    @Test
    void smallTermsSurviveLargeOnes() {
        CompensatedSum sum = new CompensatedSum();
        sum.add(1e16);
        for (int i = 0; i < 1000; i++) {
            sum.add(1e-3);
        }
        sum.add(-1e16);

        assertThat(sum.value()).isCloseTo(1, within(1e-14));
    }

    @Test
    void productsAndMergesLoseNothing() {
        SplittableRandom random = new SplittableRandom(3);
        BigDecimal exact = BigDecimal.ZERO;
        CompensatedSum first = new CompensatedSum();
        CompensatedSum second = new CompensatedSum();
        for (int i = 0; i < 500; i++) {
            double a = random.nextDouble(-1, 1) * 1e8;
            double b = random.nextDouble(-1, 1);
            double c = random.nextDouble(-1, 1);
            (i % 2 == 0 ? first : second).addProduct(a, b, c);
            exact = exact.add(new BigDecimal(a).multiply(new BigDecimal(b)).multiply(new BigDecimal(c)));
        }
        first.merge(second);

        assertThat(first.value()).isEqualTo(exact.doubleValue());
    }

    @Test
    void spreadAroundAFarCentreKeepsItsDigits() {
        CompensatedSum squares = new CompensatedSum();
        CompensatedSum values = new CompensatedSum();
        CompensatedSum weights = new CompensatedSum();
        for (double value : new double[] {1e9 + 1, 1e9 + 2, 1e9 + 4}) {
            squares.addProduct(1, value, value);
            values.add(value);
            weights.add(1);
        }

        assertThat(squares.around(values.value() / 3, values, weights)).isCloseTo(14.0 / 3, within(1e-12));
    }
}
