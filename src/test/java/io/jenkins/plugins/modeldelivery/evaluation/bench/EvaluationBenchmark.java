package io.jenkins.plugins.modeldelivery.evaluation.bench;

import io.jenkins.plugins.modeldelivery.evaluation.EvaluateModel;
import io.jenkins.plugins.modeldelivery.operation.LocalWorkbench;
import io.jenkins.plugins.modeldelivery.operation.Report;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;

/**
 * Rows per second and peak heap of evaluateModel over a generated table. Run with {@code -Xmx512m}; arguments: the number of
 * rows (20,000,000), then any of {@code weight} and {@code champion}.
 */
public final class EvaluationBenchmark {
    private EvaluationBenchmark() {}

    public static void main(String[] arguments) throws Exception {
        int rows = arguments.length == 0 ? 20_000_000 : Integer.parseInt(arguments[0]);
        boolean weighted = List.of(arguments).contains("weight");
        boolean compared = List.of(arguments).contains("champion");
        Path folder = Files.createTempDirectory("evaluation-bench");
        try {
            Map<String, Object> request = new HashMap<>(Map.of("predictions", "new.csv", "task", "binary"));
            write(folder.resolve("new.csv"), rows, 1, weighted, compared);
            if (weighted) {
                request.put("weight", "weight");
            }
            if (compared) {
                write(folder.resolve("old.csv"), rows, 2, false, true);
                request.put("champion", "old.csv");
                request.put("id", "id");
            }
            measure(folder, request, rows);
        } finally {
            Files.deleteIfExists(folder.resolve("new.csv"));
            Files.deleteIfExists(folder.resolve("old.csv"));
            Files.deleteIfExists(folder.resolve("scratch"));
            Files.deleteIfExists(folder);
        }
    }

    private static void measure(Path folder, Map<String, Object> request, int rows) throws Exception {
        long bytes = Files.size(folder.resolve("new.csv"));
        long start = System.nanoTime();
        long cpu = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        Report report;
        HeapWatch heap = new HeapWatch();
        try (LocalWorkbench bench =
                new LocalWorkbench(folder, folder.resolve("scratch"), Map.of(), Clock.systemUTC(), line -> {})) {
            report = new EvaluateModel().run(request, bench);
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        double cpuSeconds = (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - cpu) / 1e9;
        System.out.printf(
                "evaluateModel %s: %,d rows, %.2f GB; wall %.1f s, CPU %.1f s, %,.0f rows/s of CPU, peak heap %d MiB of %d MiB%n",
                request.keySet(), rows, bytes / 1e9, seconds, cpuSeconds, rows / cpuSeconds, heap.end() >> 20,
                Runtime.getRuntime().maxMemory() >> 20);
        System.out.println("  roc_auc " + ((Map<?, ?>) report.toMap().get("metrics")).get("roc_auc"));
    }

    private static void write(Path file, int rows, long seed, boolean weighted, boolean identified) throws IOException {
        SplittableRandom random = new SplittableRandom(7);
        SplittableRandom noise = new SplittableRandom(seed);
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 20)) {
            out.write(((identified ? "id," : "") + "label,score" + (weighted ? ",weight" : "") + "\n")
                    .getBytes(StandardCharsets.UTF_8));
            StringBuilder line = new StringBuilder();
            for (int row = 0; row < rows; row++) {
                line.setLength(0);
                if (identified) {
                    line.append("row-").append(row).append(',');
                }
                int label = random.nextInt(10) == 0 ? 1 : 0;
                line.append(label).append(',').append(0.5 * noise.nextDouble() + 0.3 * label * noise.nextDouble());
                if (weighted) {
                    line.append(',').append(1 + random.nextInt(1000) / 100.0);
                }
                out.write(line.append('\n').toString().getBytes(StandardCharsets.UTF_8));
            }
        }
    }

    /** Looks at the heap a hundred times a second. */
    private static final class HeapWatch extends Thread {
        private volatile boolean stopped;
        private long peak;

        HeapWatch() {
            setDaemon(true);
            start();
        }

        @Override
        public void run() {
            while (!stopped) {
                peak = Math.max(peak, ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
                LockSupport.parkNanos(10_000_000);
            }
        }

        long end() throws InterruptedException {
            stopped = true;
            join();
            return peak;
        }
    }
}
