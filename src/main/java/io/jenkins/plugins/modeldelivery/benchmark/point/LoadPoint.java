package io.jenkins.plugins.modeldelivery.benchmark.point;

import io.jenkins.plugins.modeldelivery.benchmark.gpu.GpuSample;
import io.jenkins.plugins.modeldelivery.benchmark.gpu.GpuTotals;
import io.jenkins.plugins.modeldelivery.benchmark.gpu.GpuUse;
import io.jenkins.plugins.modeldelivery.benchmark.server.ServerFigures;
import io.jenkins.plugins.modeldelivery.benchmark.latency.MinimumCounts;
import io.jenkins.plugins.modeldelivery.statistics.Estimate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What one load point showed.
 *
 * @param label the plan's label
 * @param rate intended requests a second; NaN for a closed point
 * @param seconds measured, from the first moment of sending to the last, or to the last response when that came later
 * @param successes requests answered as they should be
 * @param failures failed requests by kind
 * @param lateShare share of successes that were sent more than a millisecond after their intended time
 * @param throughput successes a second
 * @param goodput successes a second that kept every service level
 * @param latency seconds from the intended time, by percentile
 * @param service seconds from the send, by percentile
 * @param stream what streams of tokens showed; empty for a protocol without
 * @param client what the load generator itself used
 * @param steady whether throughput and latency of the last three thirds differ by at most a tenth
 * @param gpus what each GPU did; empty when none was looked at
 * @param server what the server's own metrics say; empty when they were not read
 * @param trace how it went on
 * @param invalid why the point must not be trusted; empty when it is valid
 */
public record LoadPoint(
        String label,
        double rate,
        int connections,
        double seconds,
        long successes,
        Map<String, Long> failures,
        double lateShare,
        Estimate throughput,
        Estimate goodput,
        Map<Double, Estimate> latency,
        Map<Double, Estimate> service,
        Optional<StreamFigures> stream,
        ClientHealth client,
        boolean steady,
        List<GpuUse> gpus,
        Optional<ServerFigures> server,
        PointTrace trace,
        List<String> invalid) {

    public LoadPoint {
        failures = Map.copyOf(failures);
        gpus = List.copyOf(gpus);
        invalid = List.copyOf(invalid);
    }

    /** The same point with what the GPUs did meanwhile, and what the server says of it. */
    public LoadPoint withTelemetry(List<GpuUse> uses, List<GpuSample> samples, Optional<ServerFigures> figures) {
        return new LoadPoint(
                label, rate, connections, seconds, successes, failures, lateShare, throughput, goodput, latency, service,
                stream, client, steady, uses, figures, trace.with(samples), invalid);
    }

    public boolean isValid() {
        return invalid.isEmpty();
    }

    public long failureCount() {
        return failures.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Share of requests that failed. */
    public double errorRate() {
        long all = successes + failureCount();
        return all == 0 ? 0 : (double) failureCount() / all;
    }

    /** Joules of all GPUs for each success; NaN where a GPU does not tell, or none was seen. */
    public Estimate energyPerRequest() {
        return energyPer(successes);
    }

    /** Joules of all GPUs for each output token; NaN also where streams did not say how many tokens they had. */
    public Estimate energyPerToken() {
        return energyPer(stream.filter(figures -> figures.uncounted() == 0).map(StreamFigures::tokens).orElse(0L));
    }

    private Estimate energyPer(long count) {
        if (gpus.isEmpty() || count == 0) {
            return Estimate.exact(Double.NaN, successes);
        }
        Estimate energy = new GpuTotals(gpus).energy();
        return energy.mapped(energy.value() / count, joules -> joules / count);
    }

    /** The point as the report's {@code points[]} holds it. */
    public Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("label", label);
        map.put("rate", rate);
        map.put("connections", connections);
        map.put("seconds", seconds);
        map.put("requests", successes);
        map.put("failures", failures);
        map.put("lateShare", lateShare);
        map.put("throughput", estimate(throughput));
        map.put("goodput", estimate(goodput));
        map.put("latency", percentiles(latency));
        map.put("service", percentiles(service));
        stream.ifPresent(figures -> map.putAll(figures.toMap()));
        map.put("clientCpuSeconds", client.cpuSeconds());
        map.put("clientGcSeconds", client.gcSeconds());
        map.put("steady", steady);
        map.put("gpus", gpus.stream().map(GpuUse::toMap).toList());
        map.put("startedAt", trace.startedAt());
        map.put("timeline", trace.timeline());
        map.put("histograms", trace.histograms());
        server.ifPresent(figures -> map.put("server", figures.toMap()));
        map.put("energy_per_request", estimate(energyPerRequest()));
        if (!gpus.isEmpty()) {
            GpuTotals totals = new GpuTotals(gpus);
            map.put("gpu_power", estimate(totals.power()));
            map.put("gpu_utilization", estimate(totals.utilization()));
            map.put("gpu_memory", estimate(Estimate.exact(totals.memoryUsed(), successes)));
        }
        if (stream.isPresent()) {
            map.put("energy_per_token", estimate(energyPerToken()));
        }
        map.put("valid", isValid());
        map.put("invalid", invalid);
        return map;
    }

    /** Each percentile with its bounds and the requests that MLPerf Inference would have wanted for it. */
    static Map<String, Object> percentiles(Map<Double, Estimate> values) {
        Map<String, Object> map = new LinkedHashMap<>();
        values.forEach((percentile, value) -> {
            Map<String, Object> entry = estimate(value);
            entry.put("mlperfCount", MinimumCounts.forPercentile(percentile));
            map.put("p" + shortest(percentile), entry);
        });
        return map;
    }

    private static String shortest(double percentile) {
        return percentile == Math.rint(percentile) ? Long.toString((long) percentile) : Double.toString(percentile);
    }

    static Map<String, Object> estimate(Estimate estimate) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("value", estimate.value());
        map.put("low", estimate.low());
        map.put("high", estimate.high());
        return map;
    }
}
