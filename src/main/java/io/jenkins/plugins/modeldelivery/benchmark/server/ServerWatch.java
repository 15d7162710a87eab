package io.jenkins.plugins.modeldelivery.benchmark.server;

import io.jenkins.plugins.modeldelivery.benchmark.metrics.MetricsPage;
import io.jenkins.plugins.modeldelivery.benchmark.metrics.MetricsPoll;
import io.jenkins.plugins.modeldelivery.benchmark.metrics.Reading;
import io.jenkins.plugins.modeldelivery.prometheus.Sample;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Reads the server's metrics from its start until it is closed; keeps only the ends, Triton's counters, and sums of what is a gauge. */
public final class ServerWatch implements AutoCloseable {
    private static final Duration INTERVAL = Duration.ofSeconds(1);

    private final Map<String, Double> gaugeSums = new HashMap<>();
    private final Map<String, Integer> gaugeCounts = new HashMap<>();
    private final MetricsPoll poll;
    private final List<Reading> inference = new ArrayList<>();
    private final double confidence;
    private Reading first;
    private Reading last;

    /**
     * Begins.
     *
     * @param confidence of the intervals
     */
    public ServerWatch(MetricsPage page, double confidence) {
        this.confidence = confidence;
        this.poll = new MetricsPoll(page, INTERVAL, this::add);
    }

    /** What was seen so far; empty before two readings. */
    public synchronized Optional<ServerFigures> figures() {
        if (first == last) {
            return Optional.empty();
        }
        Map<String, Double> gauges = new TreeMap<>();
        new TreeMap<>(gaugeSums).forEach((name, sum) -> ServerFigures.put(gauges, name, sum / gaugeCounts.get(name)));
        return Optional.of(ServerFigures.of(first, last, gauges, inference, confidence));
    }

    @Override
    public void close() {
        poll.close();
    }

    private synchronized void add(Reading reading) {
        first = first == null ? reading : first;
        last = reading;
        inference.add(new Reading(reading.time(), reading.samples().stream()
                .filter(sample -> sample.name().startsWith(TritonModel.PREFIX))
                .toList()));
        Map<String, Double> sums = new HashMap<>();
        for (Sample sample : reading.samples()) {
            if (ServerFigures.isGauge(sample.name()) && Double.isFinite(sample.value())) {
                sums.merge(sample.name(), sample.value(), Double::sum);
            }
        }
        sums.forEach((name, sum) -> {
            gaugeSums.merge(name, sum, Double::sum);
            gaugeCounts.merge(name, 1, Integer::sum);
        });
    }
}
