package io.jenkins.plugins.modeldelivery.canary;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.modeldelivery.judge.PodSample;
import io.jenkins.plugins.modeldelivery.release.metrics.Scrape;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The chart of traffic shows what was answered, also what the judge leaves out because its pod is still warming up. */
class TrafficShownTest {
    private Evidence evidence = Evidence.NONE;

    @Test
    void bothArmsAreShownFromTheFirstIntervalOn() {
        look(0, 100, 0);
        look(30, 190, 10);
        assertThat(evidence.last()).isEqualTo(new TrafficPoint(30, 10, 90, 10));
        assertThat(evidence.stepRequests()).isZero();
    }

    @Test
    void whatCountsForTheExposureIsOnlyWhatTheJudgeTakesIn() {
        look(0, 100, 0);
        look(30, 190, 10);
        look(60, 280, 25);
        assertThat(evidence.last()).isEqualTo(new TrafficPoint(60, 10, 90, 15));
        assertThat(evidence.stepRequests()).isEqualTo(15);
    }

    private void look(double seconds, double stable, double canary) {
        Scrape scrape = Scrape.ofPods(pod("stable-1", stable), pod("canary-1", canary), Map.of());
        evidence = evidence.observe(null, scrape, 0.1, 10, seconds);
    }

    private static List<PodSample> pod(String name, double requests) {
        return List.of(new PodSample(name, Map.of("requests", requests)));
    }
}
