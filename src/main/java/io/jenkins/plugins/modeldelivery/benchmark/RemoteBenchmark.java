package io.jenkins.plugins.modeldelivery.benchmark;

import io.jenkins.plugins.modeldelivery.benchmark.BenchmarkRequest.InCluster;
import io.jenkins.plugins.modeldelivery.benchmark.cluster.ClusterBenchmark;
import io.jenkins.plugins.modeldelivery.benchmark.cluster.LoadBundle;
import io.jenkins.plugins.modeldelivery.benchmark.gpu.GpuSource;
import io.jenkins.plugins.modeldelivery.benchmark.protocol.Protocol;
import io.jenkins.plugins.modeldelivery.operation.Credential;
import io.jenkins.plugins.modeldelivery.operation.InvalidInputException;
import io.jenkins.plugins.modeldelivery.operation.Report;
import io.jenkins.plugins.modeldelivery.operation.Workbench;
import io.jenkins.plugins.modeldelivery.report.ReportJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One run of gpuBenchmark in a cluster: this machine hands over what the load generator there needs, and takes its report. */
final class RemoteBenchmark {
    private static final List<String> FILES = List.of("data", "body", "trace");
    private static final String BASELINE = "baseline";
    /** What makes reports large and no comparison looks at. */
    private static final List<String> LARGE = List.of("histograms", "timeline");

    private final BenchmarkRequest request;
    private final InCluster on;
    private final Workbench bench;

    RemoteBenchmark(BenchmarkRequest request, Workbench bench) {
        this.request = request;
        this.on = request.on().orElseThrow();
        this.bench = bench;
    }

    Report report() throws InterruptedException {
        Map<String, String> paths = new LinkedHashMap<>();
        FILES.stream().filter(on.arguments()::containsKey).forEach(name -> paths.put(name, (String) on.arguments().get(name)));
        Map<String, Object> report =
                new ClusterBenchmark(on.place(), request.url(), readyPath(), bench).run(new LoadBundle(arguments(), files(), credentials()));
        Map<String, Object> details = new LinkedHashMap<>(report);
        if (details.get(BASELINE) instanceof Map<?, ?> compared && !String.valueOf(compared.get("origin")).isEmpty()) {
            Map<Object, Object> named = new LinkedHashMap<>(compared);
            named.put("origin", request.baseline().isEmpty() ? Messages.Baseline_lastGood() : request.baseline());
            details.put(BASELINE, named);
        }
        details.put("image", on.place().image());
        return ReturnedReport.of(details, paths);
    }

    private String readyPath() {
        return request.protocol() == Protocol.HTTP || request.protocol().isGrpc()
                ? ""
                : request.url().resolve(request.protocol().readyPath(request.model())).getRawPath();
    }

    private Map<String, Object> arguments() {
        Map<String, Object> arguments = new LinkedHashMap<>(on.arguments());
        arguments.put("url", request.url().toString());
        if (request.telemetry().gpu() == GpuSource.AUTO) {
            arguments.put("gpu", GpuSource.NONE.written());
        }
        return arguments;
    }

    private Map<String, byte[]> files() {
        Map<String, byte[]> files = new LinkedHashMap<>();
        for (String parameter : FILES) {
            if (on.arguments().get(parameter) instanceof String path) {
                files.put(parameter, read(parameter, path));
            }
        }
        Optional<Map<String, Object>> baseline = request.baseline().isEmpty()
                ? bench.lastGoodReport()
                : Optional.of(ReportJson.read(bench.file(BASELINE, request.baseline())));
        baseline.ifPresent(report -> files.put(BASELINE, ReportJson.line(slim(report)).getBytes(StandardCharsets.UTF_8)));
        return files;
    }

    private byte[] read(String parameter, String path) {
        try {
            return Files.readAllBytes(bench.file(parameter, path));
        } catch (IOException e) {
            throw new InvalidInputException("gpuBenchmark: " + parameter + " '" + path + "' cannot be read ("
                    + e.getClass().getSimpleName() + "); check the path", e);
        }
    }

    private static Map<String, Object> slim(Map<String, Object> report) {
        Map<String, Object> slim = new LinkedHashMap<>(report);
        if (report.get("points") instanceof List<?> points) {
            slim.put("points", points.stream().map(RemoteBenchmark::slimPoint).toList());
        }
        return slim;
    }

    private static Object slimPoint(Object point) {
        if (!(point instanceof Map<?, ?> map)) {
            return point;
        }
        Map<Object, Object> slim = new LinkedHashMap<>(map);
        LARGE.forEach(slim::remove);
        return slim;
    }

    private Map<String, Credential> credentials() {
        Map<String, Credential> credentials = new LinkedHashMap<>();
        for (String id : List.of(request.credentialsId(), request.caCredentialsId())) {
            if (!id.isEmpty()) {
                credentials.put(id, bench.credential(id));
            }
        }
        return credentials;
    }
}
