package io.jenkins.plugins.modeldelivery.benchmark;

import io.jenkins.plugins.modeldelivery.benchmark.latency.ServiceLevel;
import io.jenkins.plugins.modeldelivery.benchmark.server.TritonModel;
import io.jenkins.plugins.modeldelivery.gate.Direction;
import io.jenkins.plugins.modeldelivery.gate.SubjectCatalog;
import io.jenkins.plugins.modeldelivery.gate.SubjectType;
import io.jenkins.plugins.modeldelivery.gate.Unit;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What the gates of gpuBenchmark can speak of. A bare percentile such as {@code p99} means that of the latency. */
final class BenchmarkSubjects {
    static final String LATENCY = "latency";
    static final String SERVICE = "service";
    static final String THROUGHPUT = "throughput";
    static final String GOODPUT = "goodput";
    static final String TOKEN_THROUGHPUT = "token_throughput";
    static final String TTFT = "ttft";
    static final String ITL = "itl";
    static final String TPOT = "tpot";
    static final String ERROR_RATE = "error_rate";
    static final String ENERGY = "energy_per_request";
    static final String ENERGY_OF_TOKEN = "energy_per_token";
    static final String POWER = "gpu_power";
    static final String UTILIZATION = "gpu_utilization";
    static final String MEMORY = "gpu_memory";

    /** What only the metrics of a Triton server tell. */
    static final Set<String> OF_SERVER = Set.of(TritonModel.QUEUE_TIME, TritonModel.COMPUTE_TIME, TritonModel.BATCH_SIZE);

    static final SubjectCatalog CATALOG = new SubjectCatalog(
            List.of(
                    SubjectType.percentile(LATENCY, Unit.SECONDS, Direction.LOWER_IS_BETTER),
                    SubjectType.percentile(SERVICE, Unit.SECONDS, Direction.LOWER_IS_BETTER),
                    SubjectType.plain(THROUGHPUT, Unit.PER_SECOND, Direction.HIGHER_IS_BETTER),
                    SubjectType.plain(GOODPUT, Unit.PER_SECOND, Direction.HIGHER_IS_BETTER),
                    SubjectType.plain(TOKEN_THROUGHPUT, Unit.PER_SECOND, Direction.HIGHER_IS_BETTER),
                    SubjectType.percentile(TTFT, Unit.SECONDS, Direction.LOWER_IS_BETTER),
                    SubjectType.percentile(ITL, Unit.SECONDS, Direction.LOWER_IS_BETTER),
                    SubjectType.percentile(TPOT, Unit.SECONDS, Direction.LOWER_IS_BETTER),
                    SubjectType.plain(ERROR_RATE, Unit.RATIO, Direction.LOWER_IS_BETTER),
                    SubjectType.plain(ENERGY, Unit.JOULES, Direction.LOWER_IS_BETTER),
                    SubjectType.plain(ENERGY_OF_TOKEN, Unit.JOULES, Direction.LOWER_IS_BETTER),
                    SubjectType.plain(POWER, Unit.WATTS, Direction.LOWER_IS_BETTER),
                    SubjectType.plain(UTILIZATION, Unit.RATIO, null),
                    SubjectType.plain(MEMORY, Unit.BYTES, Direction.LOWER_IS_BETTER),
                    SubjectType.plain(TritonModel.QUEUE_TIME, Unit.SECONDS, Direction.LOWER_IS_BETTER),
                    SubjectType.plain(TritonModel.COMPUTE_TIME, Unit.SECONDS, Direction.LOWER_IS_BETTER),
                    SubjectType.plain(TritonModel.BATCH_SIZE, Unit.NONE, null)),
            LATENCY);

    /** What {@code slos} can speak of: one request. */
    static final SubjectCatalog OF_ONE_REQUEST = new SubjectCatalog(Arrays.stream(ServiceLevel.Measure.values())
            .map(measure -> SubjectType.plain(
                    measure.name().toLowerCase(Locale.ROOT), Unit.SECONDS, Direction.LOWER_IS_BETTER))
            .toList());

    private BenchmarkSubjects() {}
}
