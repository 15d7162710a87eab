package io.jenkins.plugins.modeldelivery.cli.jenkinsfile;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How a run of a Jenkinsfile ended.
 *
 * @param error what ended it early; empty when it reached its end
 * @param artifacts archived files, relative to the folder artifacts
 */
public record Outcome(
        Result result,
        Optional<Throwable> error,
        Instant startedAt,
        Instant finishedAt,
        List<StageOutcome> stages,
        List<PublishedReport> reports,
        List<String> artifacts) {

    /** The schema of {@link #toMap()}. */
    public static final String SCHEMA = "model-delivery/run/1";

    public Outcome {
        stages = List.copyOf(stages);
        reports = List.copyOf(reports);
        artifacts = List.copyOf(artifacts);
    }

    /**
     * One stage in the order in which stages began.
     *
     * @param depth how many stages enclose it
     */
    public record StageOutcome(String name, int depth, Result result, boolean skipped, double seconds) {}

    /** What ended it early, in one line with its place; the empty string when nothing did. */
    public String explanation() {
        return error.map(Failures::describe).orElse("");
    }

    /** The outcome as the run's report.json holds it. */
    public Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("schema", SCHEMA);
        map.put("result", result.name());
        map.put("error", error.isPresent() ? explanation() : null);
        map.put("startedAt", startedAt.toString());
        map.put("finishedAt", finishedAt.toString());
        map.put("stages", stages.stream().map(Outcome::stage).toList());
        map.put("reports", reports.stream().map(Outcome::report).toList());
        map.put("artifacts", artifacts);
        return map;
    }

    private static Map<String, Object> stage(StageOutcome stage) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("name", stage.name());
        map.put("depth", stage.depth());
        map.put("result", stage.skipped() ? "SKIPPED" : stage.result().name());
        map.put("seconds", stage.seconds());
        return map;
    }

    private static Map<String, Object> report(PublishedReport report) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("name", report.name());
        map.put("step", report.step());
        map.put("verdict", report.verdict().name());
        return map;
    }
}
