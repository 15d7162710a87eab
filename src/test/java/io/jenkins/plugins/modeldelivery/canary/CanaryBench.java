package io.jenkins.plugins.modeldelivery.canary;

import io.jenkins.plugins.modeldelivery.judge.PodSample;
import io.jenkins.plugins.modeldelivery.release.Route;
import io.jenkins.plugins.modeldelivery.release.metrics.Scrape;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/** Prints how much a canary costs: processor time of a look, and its state on the disk. */
public final class CanaryBench {
    private static final int LOOKS_AN_HOUR = 120;
    /** As long as a canary lasts, so that whatever grows is as large as it gets. */
    private static final int LOOKS_OF_TWO_HOURS = 239;
    private static final int PODS = 50;
    private static final long SINCE_LONG = 30_000_000;
    private static final int BOUNDS = 30;
    private static final double NANOS_PER_MILLI = 1e6;

    private static final CanaryPlan ERRORS = SimulatedRelease.plan(List.of(50, 100), "errors <= 0.0001%");
    private static final CanaryPlan WHOLE =
            SimulatedRelease.plan(List.of(50, 100), "errors not worse by 0.0001%", "warn: latency p99 not worse by 1%");
    private static final UnaryOperator<CanaryState> SAVED = state -> CanaryState.fromJson(state.toJson());

    private CanaryBench() {}

    public static void main(String[] arguments) {
        List<Scrape> hour = looks(LOOKS_AN_HOUR, CanaryBench::arms);
        List<Scrape> pods = podsOfTwoHours();
        System.out.printf("an hour's canary in virtual time: %.2f ms of processor time%n",
                median(300, () -> run(ERRORS, hour, state -> state)));
        System.out.printf("a look, state read, decided, written: %.2f ms of processor time%n",
                median(15, () -> run(WHOLE, pods, SAVED)) / LOOKS_OF_TWO_HOURS);
        System.out.printf("state on the disk after two hours: %d bytes%n", bytesAfterTwoHours());
    }

    /** The size of the state of a canary that measures everything, with fifty pods in each arm. */
    static int bytesAfterTwoHours() {
        return run(WHOLE, podsOfTwoHours(), SAVED).toJson().getBytes(StandardCharsets.UTF_8).length;
    }

    private static List<Scrape> podsOfTwoHours() {
        return looks(LOOKS_OF_TWO_HOURS, look -> Scrape.ofPods(pods("stable", look), pods("canary", look), Map.of()));
    }

    private static List<Scrape> looks(int count, IntFunction<Scrape> look) {
        return IntStream.rangeClosed(1, count).mapToObj(look).toList();
    }

    private static double median(int repeats, Runnable work) {
        double[] times = new double[repeats];
        for (int i = 0; i < times.length; i++) {
            long start = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
            work.run();
            times[i] = (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - start) / NANOS_PER_MILLI;
        }
        // The compiler is at work in the first ones.
        double[] warm = Arrays.copyOfRange(times, repeats / 3, times.length);
        Arrays.sort(warm);
        return warm[warm.length / 2];
    }

    /** Undecided as long as there is something to look at. */
    private static CanaryState run(CanaryPlan plan, List<Scrape> scrapes, UnaryOperator<CanaryState> between) {
        CanaryMachine machine = new CanaryMachine(plan);
        Instant now = Instant.parse("2026-01-01T00:00:00Z");
        CanaryState state = CanaryState.start(now, Inputs.NONE);
        int share = 0;
        for (Scrape scrape : scrapes) {
            Sighting seen = new Sighting(
                    new Route("http://stable", "http://canary", share), scrape, "", List.of(), false, Sighting.Consent.GIVEN, null);
            state = between.apply(machine.next(state, seen, now).state());
            share = state.target();
            now = now.plusSeconds(30);
        }
        if (state.hasEnded()) {
            throw new IllegalStateException("the canary ended before it was measured: " + state.reason());
        }
        return state;
    }

    private static Scrape arms(int look) {
        Map<String, Double> counted = Map.of("requests", 1000.0 * look, "errors", 0.0);
        return Scrape.ofArms(counted, counted);
    }

    /** Pods that have served for weeks, each with its own numbers, which are as long as numbers get. */
    private static List<PodSample> pods(String arm, int look) {
        List<PodSample> pods = new ArrayList<>();
        for (int pod = 0; pod < PODS; pod++) {
            long all = SINCE_LONG + pod * 7919L + 1009L * look;
            Map<String, Double> values = new LinkedHashMap<>(Map.of(
                    "requests", (double) all, "errors", (double) pod, "latency_sum", all / 9.7, "latency_count", (double) all));
            for (int bound = 1; bound <= BOUNDS; bound++) {
                values.put("latency_le_" + bound * 0.01, (double) (all * bound / BOUNDS));
            }
            values.put("latency_le_+Inf", (double) all);
            pods.add(new PodSample(arm + "-7d9f8c6b5-" + pod, values));
        }
        return pods;
    }
}
