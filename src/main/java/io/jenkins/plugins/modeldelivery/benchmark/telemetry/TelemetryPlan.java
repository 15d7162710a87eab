package io.jenkins.plugins.modeldelivery.benchmark.telemetry;

import io.jenkins.plugins.modeldelivery.benchmark.gpu.GpuSource;
import io.jenkins.plugins.modeldelivery.operation.InvalidInputException;
import java.net.URI;
import java.util.Optional;

/**
 * What to watch while load runs.
 *
 * @param gpuMetrics page of a GPU source that is one
 * @param serverMetrics page of the server's own metrics
 */
public record TelemetryPlan(GpuSource gpu, Optional<URI> gpuMetrics, Optional<URI> serverMetrics) {
    public TelemetryPlan {
        if (gpu.isPage() && gpuMetrics.isEmpty()) {
            throw new InvalidInputException("gpuBenchmark: gpu '" + gpu.written()
                    + "' needs the address of its metrics; give gpuMetrics, as in http://node:"
                    + (gpu == GpuSource.DCGM ? "9400/metrics" : "8002/metrics"));
        }
        if (!gpu.isPage() && gpuMetrics.isPresent()) {
            throw new InvalidInputException("gpuBenchmark: gpuMetrics means nothing for gpu '" + gpu.written()
                    + "'; give gpu: 'dcgm' or 'triton', or leave it out");
        }
    }
}
