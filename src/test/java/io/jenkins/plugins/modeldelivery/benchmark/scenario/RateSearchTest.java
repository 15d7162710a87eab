package io.jenkins.plugins.modeldelivery.benchmark.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class RateSearchTest {
    @Property
    void theHighestRateThatHoldsIsFoundInFewTrials(
            @ForAll @IntRange(min = 1, max = 500) int size, @ForAll @IntRange(min = -1, max = 500) int last)
            throws InterruptedException {
        List<PointPlan> plans = IntStream.range(0, size)
                .mapToObj(i -> new PointPlan(i + "/s", i, 1, () -> elapsed -> 0, true, 1))
                .toList();
        Set<Integer> tried = new HashSet<>();
        int[] count = new int[1];
        RateSearch.run(plans, plan -> {
            count[0]++;
            tried.add((int) plan.rate());
            return plan.rate() <= last;
        });
        int expected = Math.min(last, size - 1);
        assertThat(tried.stream().filter(rate -> rate <= last).max(Integer::compare).orElse(-1)).isEqualTo(expected);
        assertThat(tried).contains(Math.min(size - 1, Math.max(0, expected + 1)));
        assertThat(count[0]).isEqualTo(tried.size()).isLessThanOrEqualTo(11);
    }
}
