package io.jenkins.plugins.modeldelivery.benchmark.gpu;

import io.jenkins.plugins.modeldelivery.benchmark.metrics.MetricsPage;
import io.jenkins.plugins.modeldelivery.benchmark.metrics.MetricsPoll;
import io.jenkins.plugins.modeldelivery.benchmark.metrics.Reading;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Reads GPUs from a page of metrics again and again. */
final class GpuPageWatch implements GpuWatch {
    /** Short, so that the moment at which a slow exporter moves on is known well. */
    private static final Duration INTERVAL = Duration.ofMillis(250);

    private final List<GpuSample> samples = new ArrayList<>();
    private final MetricsPoll poll;

    GpuPageWatch(MetricsPage page, Function<Reading, List<GpuSample>> reader) {
        this.poll = new MetricsPoll(page, INTERVAL, reading -> add(reader.apply(reading)));
    }

    @Override
    public synchronized List<GpuSample> samples() {
        return List.copyOf(samples);
    }

    @Override
    public void close() {
        poll.close();
    }

    private synchronized void add(List<GpuSample> read) {
        samples.addAll(read);
    }
}
