package io.jenkins.plugins.modeldelivery.judge.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.modeldelivery.judge.PodSample;
import io.jenkins.plugins.modeldelivery.report.ReportJson;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CountersTest {
    private final Counters counters = new Counters(Counters.SKIPPED_SCRAPES);

    @Test
    void theFirstTwoScrapesOfAPodAreLeftOutAndTheNextCountsSinceTheOneBefore() {
        assertThat(scrape(100)).isEmpty();
        assertThat(scrape(150)).isEmpty();
        assertThat(scrape(230)).containsExactly(new PodSample("a", Map.of("requests", 80.0)));
    }

    @Test
    void aCounterThatFallsWasResetAndCountsFromZero() {
        settle();
        assertThat(scrape(40)).containsExactly(new PodSample("a", Map.of("requests", 40.0)));
        assertThat(scrape(70)).containsExactly(new PodSample("a", Map.of("requests", 30.0)));
    }

    @Test
    void whatHappenedInAGapIsCountedAfterIt() {
        settle();
        assertThat(counters.intervals(List.of())).isEmpty();
        assertThat(scrape(330)).containsExactly(new PodSample("a", Map.of("requests", 130.0)));
    }

    @Test
    void aPodThatStaysAwayIsForgottenAndNewWhenItComesBack() {
        settle();
        for (int i = 0; i <= 20; i++) {
            counters.intervals(List.of());
        }
        assertThat(counters.state()).isEmpty();
        assertThat(scrape(300)).isEmpty();
    }

    @Test
    void aColumnThatAppearsLaterHasNoIntervalAtFirst() {
        settle();
        assertThat(counters.intervals(List.of(new PodSample("a", Map.of("requests", 210.0, "errors", 7.0)))))
                .containsExactly(new PodSample("a", Map.of("requests", 10.0)));
    }

    @Test
    void aPodIsLeftOutUntilItsLatencyStopsFalling() {
        double[] seconds = {0, 10, 30, 40, 45, 49, 53};
        int[] warm = new int[seconds.length];
        for (int i = 0; i < seconds.length; i++) {
            Map<String, Double> values = Map.of("latency_sum", seconds[i], "latency_count", 10.0 * i);
            warm[i] = counters.intervals(List.of(new PodSample("a", values))).size();
        }
        assertThat(warm).containsExactly(0, 0, 1, 1, 1, 1, 1);
        Counters falling = new Counters(2);
        double[] cooling = {0, 20, 30, 35, 37.5, 40};
        for (int i = 0; i < cooling.length; i++) {
            Map<String, Double> values = Map.of("latency_sum", cooling[i], "latency_count", 10.0 * i);
            assertThat(falling.intervals(List.of(new PodSample("a", values)))).hasSize(i < 5 ? 0 : 1);
        }
    }

    @Test
    void aStateThatWentThroughJsonGoesOn() {
        settle();
        Counters resumed = new Counters(Counters.SKIPPED_SCRAPES);
        resumed.restore(ReportJson.read(ReportJson.write(counters.state()), "state"));
        assertThat(resumed.intervals(List.of(new PodSample("a", Map.of("requests", 260.0)))))
                .containsExactly(new PodSample("a", Map.of("requests", 60.0)));
    }

    private void settle() {
        scrape(0);
        scrape(100);
        scrape(200);
    }

    private List<PodSample> scrape(double requests) {
        return counters.intervals(List.of(new PodSample("a", Map.of("requests", requests))));
    }
}
