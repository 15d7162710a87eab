package io.jenkins.plugins.modeldelivery.canary;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.modeldelivery.canary.metrics.Scrape;
import io.jenkins.plugins.modeldelivery.judge.PodSample;
import io.jenkins.plugins.modeldelivery.release.Route;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** How much a canary costs, in processor time, so that a busy machine changes nothing. */
class CanarySpeedTest {
    private static final int LOOKS_AN_HOUR = 120;
    private static final int PODS = 4;
    private static final int BOUNDS = 30;
    private static final double NANOS_PER_MILLI = 1e6;

    private final CanaryPlan errors = SimulatedRelease.plan(List.of(50, 100), "errors <= 0.0001%");
    private final CanaryPlan whole =
            SimulatedRelease.plan(List.of(50, 100), "errors <= 0.0001%", "warn: latency p99 not worse by 1%");

    @Test
    void anHoursCanaryInVirtualTimeTakesLessThanFiveMilliseconds() {
        assertThat(median(() -> hour(errors, false))).isLessThan(5);
    }

    /** A tick here is all that is done beside asking others: state read, decided, state written. */
    @Test
    void aTickTakesLessThanFiveMillisecondsAndItsStateFitsFiftyKilobytes() {
        assertThat(median(() -> hour(whole, true)) / LOOKS_AN_HOUR).isLessThan(5);
        assertThat(hour(whole, true).toJson().getBytes(StandardCharsets.UTF_8).length).isLessThan(50_000);
    }

    private static double median(Runnable work) {
        double[] times = new double[15];
        for (int i = 0; i < times.length; i++) {
            long start = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
            work.run();
            times[i] = (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - start) / NANOS_PER_MILLI;
        }
        // The first ones warm up.
        double[] warm = Arrays.copyOfRange(times, 5, times.length);
        Arrays.sort(warm);
        return warm[warm.length / 2];
    }

    /** Undecided for an hour; with pods and buckets where everything is measured. */
    private static CanaryState hour(CanaryPlan plan, boolean everything) {
        CanaryMachine machine = new CanaryMachine(plan);
        Instant now = Instant.parse("2026-01-01T00:00:00Z");
        CanaryState state = CanaryState.start(now, Inputs.NONE);
        int share = 0;
        for (int look = 1; look <= LOOKS_AN_HOUR; look++) {
            Scrape scrape = everything
                    ? Scrape.ofPods(pods("stable", look), pods("canary", look), Map.of())
                    : Scrape.ofArms(Map.of("requests", 1000.0 * look, "errors", 0.0), Map.of("requests", 1000.0 * look, "errors", 0.0));
            Sighting seen = new Sighting(
                    new Route("http://stable", "http://canary", share), scrape, "", List.of(), false, Sighting.Consent.GIVEN, null);
            CanaryMachine.Decision decision = machine.next(state, seen, now);
            state = everything ? CanaryState.fromJson(decision.state().toJson()) : decision.state();
            share = state.target();
            now = now.plusSeconds(30);
        }
        assertThat(state.hasEnded()).isFalse();
        return state;
    }

    private static List<PodSample> pods(String arm, int look) {
        List<PodSample> pods = new ArrayList<>();
        for (int pod = 0; pod < PODS; pod++) {
            Map<String, Double> values = new LinkedHashMap<>(Map.of(
                    "requests", 1000.0 * look, "errors", 0.0, "latency_sum", 100.0 * look, "latency_count", 1000.0 * look));
            for (int bound = 1; bound <= BOUNDS; bound++) {
                values.put("latency_le_" + bound * 0.01, 1000.0 * look * bound / BOUNDS);
            }
            values.put("latency_le_+Inf", 1000.0 * look);
            pods.add(new PodSample(arm + "-7d9f8c6b5-" + pod, values));
        }
        return pods;
    }
}
