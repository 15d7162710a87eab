package io.jenkins.plugins.modeldelivery.jenkins.operation;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.FreeStyleBuild;
import hudson.security.ACL;
import io.jenkins.plugins.modeldelivery.canary.CanaryDeploy;
import io.jenkins.plugins.modeldelivery.jenkins.canary.LiveRelease;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** A thousand canaries that wait in one controller: what they hold while they wait. It prints what a look costs. */
@WithJenkins
final class ManyOperationsTest {
    private static final int CANARIES = 1000;
    private static final String LOOKING = "Model Delivery look";

    private JenkinsRule jenkins;
    private LiveRelease release;

    @BeforeEach
    void start(JenkinsRule rule) throws Exception {
        jenkins = rule;
        release = new LiveRelease();
        release.stopLoad();
        LiveRelease.prepare(jenkins);
    }

    @AfterEach
    void stop() throws Exception {
        release.close();
    }

    @Test
    void aThousandCanariesHoldNoThreadAndLittleMemory() throws Exception {
        FreeStyleBuild build = jenkins.buildAndAssertSuccess(jenkins.createFreeStyleProject("many"));
        int threadsBefore = Thread.activeCount();
        long heapBefore = heap();
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < CANARIES; i++) {
            ids.add(begin(build, i));
        }
        Waiting.until("all share the traffic", () -> ids.stream().allMatch(id -> status(id).equals("canary 25 %")));
        Waiting.until("all wait", () -> looking() == 0);

        long kibEach = (heap() - heapBefore) / CANARIES / 1024;
        long largest = largestFile() / 1024;
        int threads = Thread.activeCount() - threadsBefore;
        double milliseconds = processorMillisecondsOfALook(ids);
        System.out.printf("%d canaries: %d KiB of heap and at most %d KiB on disk each, %d threads more, %.2f ms of processor time"
                + " a look%n", CANARIES, kibEach, largest, threads, milliseconds);

        assertThat(kibEach).isLessThan(50);
        assertThat(largest).isLessThan(50);
        assertThat(threads).isLessThan(50);
    }

    private String begin(FreeStyleBuild build, int number) throws Exception {
        Map<String, Object> arguments = Map.of(
                "workload", "local/fraud-" + number, "traffic", release.traffic(), "credentialsId", "proxy", "name", "c" + number,
                "image", "registry/fraud:v2", "steps", List.of(25, 100), "minRequests", 1_000_000_000, "interval", "1h",
                "maxDuration", "7d");
        String id = UUID.randomUUID().toString();
        Use use = Use.of(build, id, "canaryDeploy", CanaryDeploy.class, arguments);
        LongOperations.begin(use.operation(ACL.SYSTEM2, number).apart(), null);
        return id;
    }

    private static String status(String id) {
        return LongOperations.find(id).map(operation -> operation.stored().status()).orElse("");
    }

    /** Wakes all and waits until each has looked; the processor time of the threads that look, by the number of looks. */
    private static double processorMillisecondsOfALook(List<String> ids) throws Exception {
        long before = processorNanoseconds();
        List<String> states = ids.stream().map(ManyOperationsTest::state).toList();
        ids.forEach(id -> LongOperations.find(id).orElseThrow().wake());
        Waiting.until("all have looked", () -> {
            for (int i = 0; i < ids.size(); i++) {
                if (state(ids.get(i)).equals(states.get(i))) {
                    return false;
                }
            }
            return true;
        });
        Waiting.until("all wait again", () -> looking() == 0);
        return (processorNanoseconds() - before) / 1e6 / ids.size();
    }

    private static String state(String id) {
        return LongOperations.find(id).orElseThrow().stored().state();
    }

    private static long processorNanoseconds() {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        return Arrays.stream(threads.getThreadInfo(threads.getAllThreadIds()))
                .filter(thread -> thread != null && thread.getThreadName().contains(LOOKING))
                .mapToLong(thread -> Math.max(0, threads.getThreadCpuTime(thread.getThreadId())))
                .sum();
    }

    private static long looking() {
        return Thread.getAllStackTraces().entrySet().stream()
                .filter(thread -> thread.getKey().getName().contains(LOOKING))
                .filter(thread -> Arrays.stream(thread.getValue()).anyMatch(frame -> frame.getMethodName().equals("turn")))
                .count();
    }

    private static long heap() {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 4; i++) {
            System.gc();
            Runtime runtime = Runtime.getRuntime();
            least = Math.min(least, runtime.totalMemory() - runtime.freeMemory());
        }
        return least;
    }

    private long largestFile() throws Exception {
        try (Stream<Path> files = Files.list(jenkins.jenkins.getRootDir().toPath().resolve("model-delivery/operations"))) {
            return files.mapToLong(file -> file.toFile().length()).max().orElseThrow();
        }
    }
}
