package io.jenkins.plugins.modeldelivery.benchmark;

import io.jenkins.plugins.modeldelivery.operation.Credential;
import io.jenkins.plugins.modeldelivery.operation.LocalWorkbench;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Runs gpuBenchmark in a folder against a port of this machine, short and without warm-up unless told otherwise. */
final class BenchmarkRun {
    private BenchmarkRun() {}

    static BenchmarkReport against(int port, Path workspace, Map<String, Object> arguments, List<String> log)
            throws InterruptedException {
        return against(port, workspace, arguments, Map.of(), log);
    }

    static BenchmarkReport against(
            int port, Path workspace, Map<String, Object> arguments, Map<String, Credential> credentials, List<String> log)
            throws InterruptedException {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("url", "http://127.0.0.1:" + port + "/");
        all.put("duration", "500ms");
        all.put("warmup", "0s");
        all.put("gpu", "none");
        all.putAll(arguments);
        if (all.containsKey("trace")) {
            all.remove("duration");
        }
        try (LocalWorkbench bench =
                new LocalWorkbench(workspace, workspace.resolve("tmp"), credentials, Clock.systemUTC(), log::add)) {
            return (BenchmarkReport) new GpuBenchmark().run(all, bench);
        }
    }
}
