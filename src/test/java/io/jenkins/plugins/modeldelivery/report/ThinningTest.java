package io.jenkins.plugins.modeldelivery.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ThinningTest {
    private static final Comparator<Point> BY_HEIGHT = Comparator.comparingDouble(Point::y);

    @Property(tries = 100)
    void aLongLineKeepsItsEndsAndItsExtremes(@ForAll @IntRange(min = 401, max = 30_000) int length, @ForAll long seed) {
        Random random = new Random(seed);
        List<Point> line = IntStream.range(0, length).mapToObj(i -> new Point(i, random.nextGaussian())).toList();

        List<Point> thinned = Thinning.thin(line);

        assertThat(thinned).hasSizeLessThanOrEqualTo(Thinning.LIMIT).isSortedAccordingTo(Comparator.comparingDouble(Point::x));
        assertThat(thinned).contains(
                line.get(0), line.get(length - 1), line.stream().max(BY_HEIGHT).get(), line.stream().min(BY_HEIGHT).get());
    }

    @Test
    void aShortLineStaysAsItIs() {
        List<Point> line = IntStream.range(0, Thinning.LIMIT).mapToObj(i -> new Point(i, i % 7)).toList();
        assertThat(Thinning.thin(line)).isEqualTo(line);
    }

    @Test
    void whatIsNotFiniteIsLeftOut() {
        assertThat(Thinning.thin(List.of(new Point(0, Double.NaN), new Point(1, 2)))).containsExactly(new Point(1, 2));
    }
}
