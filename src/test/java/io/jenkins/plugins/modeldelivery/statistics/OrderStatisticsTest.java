package io.jenkins.plugins.modeldelivery.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Scale;
import org.apache.commons.statistics.distribution.BinomialDistribution;
import org.junit.jupiter.api.Test;

class OrderStatisticsTest {
    /** Table value: for 20 values the 95 % interval of the median runs from the 6th to the 15th. */
    @Test
    void theMedianOfTwentyValues() {
        assertThat(OrderStatistics.ranks(20, 0.5, 0.025)).isEqualTo(new OrderStatistics(6, 15));
    }

    @Test
    void tooFewValuesHaveNoUpperBoundForTheTail() {
        assertThat(OrderStatistics.ranks(100, 0.99, 0.025).hasUpper(100)).isFalse();
        assertThat(OrderStatistics.ranks(1000, 0.99, 0.025).hasUpper(1000)).isTrue();
    }

    @Property
    void theRanksKeepTheirPromiseAndNoNarrowerOnesDo(
            @ForAll @IntRange(min = 1, max = 100_000) int count,
            @ForAll @DoubleRange(min = 0.01, max = 0.999) @Scale(3) double quantile,
            @ForAll @DoubleRange(min = 0.001, max = 0.2) @Scale(3) double tail) {
        OrderStatistics ranks = OrderStatistics.ranks(count, quantile, tail);
        BinomialDistribution below = BinomialDistribution.of(count, quantile);
        if (ranks.hasLower()) {
            assertThat(below.cumulativeProbability((int) ranks.lower() - 1)).isLessThanOrEqualTo(tail);
            assertThat(below.cumulativeProbability((int) ranks.lower())).isGreaterThanOrEqualTo(tail);
        }
        assertThat(below.survivalProbability((int) ranks.upper() - 1)).isLessThanOrEqualTo(tail);
        if (ranks.upper() > 1) {
            assertThat(below.survivalProbability((int) ranks.upper() - 2)).isGreaterThan(tail * (1 - 1e-9));
        }
    }
}
