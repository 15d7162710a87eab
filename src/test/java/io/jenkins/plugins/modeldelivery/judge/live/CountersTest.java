package io.jenkins.plugins.modeldelivery.judge.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.modeldelivery.judge.PodSample;
import io.jenkins.plugins.modeldelivery.report.ReportJson;
import java.util.LinkedHashMap;
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
        assertThat(counters.size()).isZero();
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

    @Test
    void everyNumberThatAPodMayShowIsRememberedExactly() {
        Map<String, Double> values = new LinkedHashMap<>();
        for (String bound : List.of("+Inf", "10", "2.5", "0.5", "0.005")) {
            values.put("latency_le_" + bound, 4e9 - values.size() * 1e9);
        }
        values.put("latency_sum", 1234.5678901234567);
        values.put("requests", (double) (1L << 52));
        values.put("falling", -17.0);
        values.put("huge", 1e300);
        values.put("none", 0.0);
        Map<String, Double> other = Map.of("requests", 3.0, "only_here", 0.1);
        counters.intervals(List.of(new PodSample("a", values), new PodSample("b", other)));

        Counters resumed = new Counters(1);
        resumed.restore(ReportJson.read(ReportJson.write(counters.state()), "state"));
        List<PodSample> since = resumed.intervals(List.of(new PodSample("a", values), new PodSample("b", other)));
        assertThat(since).extracting(pod -> pod.values().keySet()).containsExactly(values.keySet(), other.keySet());
        assertThat(since).allSatisfy(pod -> assertThat(pod.values().values()).containsOnly(0.0));
    }

    /** What a chart shows is all that was answered, though the judge leaves the first of it out. */
    @Test
    void whatPodsThatAreStillWarmingUpAnsweredIsToldBesides() {
        assertThat(scrape(100)).isEmpty();
        assertThat(scrape(150)).isEmpty();
        assertThat(counters.everything()).containsExactly(new PodSample("a", Map.of("requests", 50.0)));
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
