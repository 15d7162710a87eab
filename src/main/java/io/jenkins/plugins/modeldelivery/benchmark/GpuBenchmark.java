package io.jenkins.plugins.modeldelivery.benchmark;

import io.jenkins.plugins.modeldelivery.operation.Capability;
import io.jenkins.plugins.modeldelivery.operation.Operation;
import io.jenkins.plugins.modeldelivery.operation.Parameters;
import io.jenkins.plugins.modeldelivery.operation.Report;
import io.jenkins.plugins.modeldelivery.operation.Workbench;
import java.util.Map;

/** The step gpuBenchmark: offers load to a model server, measures it honestly, and judges what it measured. */
public final class GpuBenchmark implements Capability, Operation<BenchmarkRequest, Report> {
    @Override
    public Parameters parameters() {
        return BenchmarkRequest.PARAMETERS;
    }

    @Override
    public void check(Map<String, ?> arguments) {
        BenchmarkRequest.of(arguments);
    }

    @Override
    public Report run(Map<String, ?> arguments, Workbench bench) throws InterruptedException {
        return run(BenchmarkRequest.of(arguments), bench);
    }

    @Override
    public Report run(BenchmarkRequest request, Workbench bench) throws InterruptedException {
        return request.on().isPresent()
                ? new RemoteBenchmark(request, bench).report()
                : new Benchmark(request, bench).report();
    }
}
