package io.jenkins.plugins.modeldelivery.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.DoubleStream;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;

class AxisTest {
    @Property(tries = 2000)
    void ticksAreFewAscendingInsideAndNamedApart(
            @ForAll @DoubleRange(min = -1e9, max = 1e9) double one, @ForAll @DoubleRange(min = -1e9, max = 1e9) double other) {
        Axis axis = Axis.covering("", DoubleStream.of(one, other));

        double invisible = (axis.high() - axis.low()) * 1e-8;
        assertThat(axis.low()).isLessThanOrEqualTo(Math.min(one, other) + invisible);
        assertThat(axis.high()).isGreaterThanOrEqualTo(Math.max(one, other) - invisible);
        assertThat(axis.ticks()).hasSizeBetween(2, 9).isSorted();
        assertThat(axis.ticks().get(0)).isBetween(axis.low() - invisible, axis.high());
        List<String> names = axis.ticks().stream().map(axis::label).toList();
        boolean fine = Math.abs(axis.ticks().get(1) - axis.ticks().get(0)) > Math.max(Math.abs(one), Math.abs(other)) * 1e-6;
        Assume.that(fine);
        assertThat(names).doesNotHaveDuplicates();
    }

    @Test
    void ticksAreRoundNumbers() {
        assertThat(Axis.linear("", 0, 1).ticks()).containsExactly(0.0, 0.2, 0.4, 0.6, 0.8, 1.0);
        assertThat(Axis.covering("", DoubleStream.of(0.944, 0.981)).ticks()).containsExactly(0.94, 0.95, 0.96, 0.97, 0.98, 0.99);
        assertThat(Axis.linear("", 0.13, 0.48).ticks()).containsExactly(0.2, 0.3, 0.4);
    }

    @Test
    void ticksAreNamedShortly() {
        assertThat(names(Axis.linear("", 0, 100_000))).containsExactly("0", "20k", "40k", "60k", "80k", "100k");
        assertThat(names(Axis.linear("", 0, 5e6))).containsExactly("0", "1M", "2M", "3M", "4M", "5M");
        assertThat(names(Axis.linear("", -1, 1))).containsExactly("\u22121.0", "\u22120.5", "0.0", "0.5", "1.0");
        assertThat(names(Axis.linear("", 0, 1e-6))).startsWith("0", "2e-07");
        assertThat(names(Axis.logarithmic("", 1, 1000))).containsExactly("1", "10", "100", "1000");
        assertThat(names(Axis.logarithmic("", 0.01, 1))).containsExactly("0.01", "0.02", "0.05", "0.1", "0.2", "0.5", "1");
    }

    @Test
    void equalRatiosAreEqualDistancesOnALogarithmicAxis() {
        Axis axis = Axis.logarithmic("", 1, 10_000);
        assertThat(axis.position(100)).isEqualTo(0.5);
        assertThat(axis.position(0)).isZero();
    }

    @Test
    void aSingleValueGetsRoomOnBothSides() {
        Axis axis = Axis.covering("", DoubleStream.of(7, 7));
        assertThat(axis.position(7)).isBetween(0.2, 0.8);
        assertThat(Axis.covering("", DoubleStream.of(0)).position(0)).isEqualTo(0.5);
    }

    @Test
    void whatIsNotFiniteDoesNotCount() {
        Axis axis = Axis.covering("", DoubleStream.of(1, Double.NaN, 2, Double.POSITIVE_INFINITY));
        assertThat(axis.high()).isEqualTo(2);
        assertThat(Axis.covering("", DoubleStream.empty()).ticks()).isNotEmpty();
    }

    @Test
    void anAxisWithoutLengthIsRefused() {
        assertThatThrownBy(() -> Axis.linear("", 1, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Axis.logarithmic("", 0, 1)).isInstanceOf(IllegalArgumentException.class);
    }

    private static List<String> names(Axis axis) {
        return axis.ticks().stream().map(axis::label).toList();
    }
}
