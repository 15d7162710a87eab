package io.jenkins.plugins.modeldelivery.benchmark.telemetry;

import io.jenkins.plugins.modeldelivery.benchmark.gpu.GpuSample;
import io.jenkins.plugins.modeldelivery.benchmark.gpu.GpuUse;
import io.jenkins.plugins.modeldelivery.benchmark.gpu.GpuWatch;
import io.jenkins.plugins.modeldelivery.benchmark.point.LoadPoint;
import io.jenkins.plugins.modeldelivery.benchmark.server.ServerWatch;
import java.util.List;
import java.util.Optional;

/** Watches one load point until it is closed. */
public final class PointWatch implements AutoCloseable {
    private final Optional<GpuWatch> gpu;
    private final Optional<ServerWatch> server;
    private final double confidence;

    PointWatch(Optional<GpuWatch> gpu, Optional<ServerWatch> server, double confidence) {
        this.gpu = gpu;
        this.server = server;
        this.confidence = confidence;
    }

    /** The measured point with what was seen meanwhile; the watch ends. */
    public LoadPoint seen(LoadPoint point) {
        close();
        double start = point.trace().startedAt();
        List<GpuSample> samples = gpu.map(watch -> during(watch.samples(), start, start + point.seconds())).orElse(List.of());
        return point.withTelemetry(GpuUse.of(samples, point.seconds(), confidence), samples, server.flatMap(ServerWatch::figures));
    }

    /** Samples before and after the load would dilute it; a clock that differs from ours is no reason to lose them all. */
    private static List<GpuSample> during(List<GpuSample> samples, double from, double to) {
        List<GpuSample> inside =
                samples.stream().filter(sample -> sample.time() >= from && sample.time() <= to).toList();
        return inside.isEmpty() ? samples : inside;
    }

    @Override
    public void close() {
        gpu.ifPresent(GpuWatch::close);
        server.ifPresent(ServerWatch::close);
    }
}
