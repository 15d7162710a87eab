package io.jenkins.plugins.modeldelivery.benchmark.telemetry;

import io.jenkins.plugins.modeldelivery.benchmark.gpu.GpuTotals;
import io.jenkins.plugins.modeldelivery.benchmark.gpu.GpuUse;
import io.jenkins.plugins.modeldelivery.benchmark.gpu.GpuWatch;
import io.jenkins.plugins.modeldelivery.benchmark.metrics.MetricsPage;
import io.jenkins.plugins.modeldelivery.benchmark.server.ServerWatch;
import io.jenkins.plugins.modeldelivery.http.Outbound;
import io.jenkins.plugins.modeldelivery.operation.Workbench;
import java.time.Clock;
import java.util.Optional;

/** Watches what a {@link TelemetryPlan} names, load point by load point. */
public final class Telemetry {
    private static final long IDLE_MILLIS = 1_000;
    private static final long PAUSE_MILLIS = 50;

    private final TelemetryPlan plan;
    private final Optional<MetricsPage> gpuPage;
    private final Optional<MetricsPage> serverPage;
    private final double confidence;

    /**
     * Asks each page once, so that a wrong address is found before any load is sent.
     *
     * @param confidence of the intervals
     * @throws io.jenkins.plugins.modeldelivery.operation.SurroundingsException if a page does not answer
     */
    public Telemetry(TelemetryPlan plan, Outbound outbound, double confidence, Workbench bench)
            throws InterruptedException {
        this.plan = plan;
        this.confidence = confidence;
        Clock clock = bench.clock();
        this.gpuPage = plan.gpuMetrics().map(url -> new MetricsPage("gpuMetrics", url, outbound, clock));
        this.serverPage = plan.serverMetrics().map(url -> new MetricsPage("serverMetrics", url, outbound, clock));
        if (gpuPage.isPresent()) {
            gpuPage.get().read();
        }
        if (serverPage.isPresent()) {
            serverPage.get().read();
        }
    }

    /** Begins to watch a load point. */
    public PointWatch watch() {
        return new PointWatch(plan.gpu().watch(gpuPage.orElse(null)), serverPage.map(page -> new ServerWatch(page, confidence)), confidence);
    }

    /** Watts of all GPUs before any load was sent, over a second; NaN where they do not tell. */
    public double idlePower(Workbench bench) throws InterruptedException {
        Optional<GpuWatch> begun = plan.gpu().watch(gpuPage.orElse(null));
        if (begun.isEmpty()) {
            return Double.NaN;
        }
        try (GpuWatch watch = begun.get()) {
            for (long waited = 0; waited < IDLE_MILLIS; waited += PAUSE_MILLIS) {
                bench.checkCancelled();
                Thread.sleep(PAUSE_MILLIS);
            }
            GpuTotals totals = new GpuTotals(GpuUse.of(watch.samples(), IDLE_MILLIS / 1e3, confidence));
            return totals.isEmpty() ? Double.NaN : totals.power().value();
        }
    }
}
