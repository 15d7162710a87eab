package io.jenkins.plugins.modeldelivery.rollback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.jenkins.plugins.modeldelivery.operation.SurroundingsException;
import io.jenkins.plugins.modeldelivery.release.metrics.Pages;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What becomes of the pods' own pages between two looks. */
class RequestCountersTest {
    @Test
    void theRateIsThatOfAllPodsTogether() throws Exception {
        Look.Counted before = read(Map.of("a", page(1000, 100), "b", page(50, 0)));
        Look.Counted after = read(Map.of("a", page(1090, 110), "b", page(350, 0)));
        assertThat(after.errorRateSince(before)).isCloseTo(10 / 400.0, within(1e-12));
    }

    @Test
    void aPodIsCountedFromItsRestartOrFromTheLookThatFirstSawIt() throws Exception {
        Look.Counted before = read(Map.of("restarted", page(1000, 10), "gone", page(7, 7)));
        Look.Counted after = read(Map.of("restarted", page(15, 5), "new", page(0, 500)));
        assertThat(after.errorRateSince(before)).isCloseTo(5 / 20.0, within(1e-12));
    }

    @Test
    void aCanaryBesideTheWatchedVersionIsAnothersRelease() throws Exception {
        Look.Counted counted =
                RequestCounters.ofPods(() -> new Pages(Map.of("a", page(10, 0)), Map.of("b", page(0, 10)), 0)).read();
        assertThat(counted.pods()).singleElement()
                .satisfies(pod -> assertThat(pod.values()).isEqualTo(Map.of("requests", 10.0, "errors", 0.0)));
    }

    @Test
    void noPodsAtAllAreNoTroubleButPodsThatCountNoRequestsAre() throws Exception {
        Look.Counted none = read(Map.of());
        assertThat(none.errorRateSince(none)).isNaN();
        for (String page : new String[] {"up 1\n", "requests 5\n"}) {
            assertThatThrownBy(() -> read(Map.of("a", page)))
                    .as(page).isInstanceOf(SurroundingsException.class).hasMessageContaining("none of 1 pods counts its requests");
        }
    }

    private static Look.Counted read(Map<String, String> stable) throws InterruptedException {
        return RequestCounters.ofPods(() -> new Pages(stable, Map.of(), 0)).read();
    }

    private static String page(int good, int failed) {
        return "http_requests_total{code=\"200\"} " + good + "\nhttp_requests_total{code=\"500\"} " + failed + "\n";
    }
}
