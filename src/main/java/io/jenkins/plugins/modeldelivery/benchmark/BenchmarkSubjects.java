package io.jenkins.plugins.modeldelivery.benchmark;

import io.jenkins.plugins.modeldelivery.gate.Direction;
import io.jenkins.plugins.modeldelivery.gate.SubjectCatalog;
import io.jenkins.plugins.modeldelivery.gate.SubjectType;
import io.jenkins.plugins.modeldelivery.gate.Unit;
import java.util.List;

/** What the gates of gpuBenchmark can speak of. A bare percentile such as {@code p99} means that of the latency. */
final class BenchmarkSubjects {
    static final String LATENCY = "latency";
    static final String SERVICE = "service";
    static final String THROUGHPUT = "throughput";
    static final String ERROR_RATE = "error_rate";
    static final String ENERGY = "energy_per_request";
    static final String POWER = "gpu_power";
    static final String UTILIZATION = "gpu_utilization";
    static final String MEMORY = "gpu_memory";

    static final SubjectCatalog CATALOG = new SubjectCatalog(
            List.of(
                    SubjectType.percentile(LATENCY, Unit.SECONDS, Direction.LOWER_IS_BETTER),
                    SubjectType.percentile(SERVICE, Unit.SECONDS, Direction.LOWER_IS_BETTER),
                    SubjectType.plain(THROUGHPUT, Unit.PER_SECOND, Direction.HIGHER_IS_BETTER),
                    SubjectType.plain(ERROR_RATE, Unit.RATIO, Direction.LOWER_IS_BETTER),
                    SubjectType.plain(ENERGY, Unit.JOULES, Direction.LOWER_IS_BETTER),
                    SubjectType.plain(POWER, Unit.WATTS, Direction.LOWER_IS_BETTER),
                    SubjectType.plain(UTILIZATION, Unit.RATIO, null),
                    SubjectType.plain(MEMORY, Unit.BYTES, Direction.LOWER_IS_BETTER)),
            LATENCY);

    private BenchmarkSubjects() {}
}
