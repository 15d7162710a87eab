package io.jenkins.plugins.modeldelivery.cli.jenkinsfile;

import io.jenkins.plugins.modeldelivery.operation.InvalidInputException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a build has come to so far: its result, stages, reports and archived files. Thread-safe. */
final class BuildRecord {
    private final List<Stage> stages = new ArrayList<>();
    private final Map<String, PublishedReport> reports = new LinkedHashMap<>();
    private final List<String> artifacts = new ArrayList<>();
    private Result result;
    private InvalidInputException refusal;

    /** The result set so far; null while nothing has set it. */
    synchronized Result result() {
        return result;
    }

    /** Sets the result unless it is as bad already; returns whether it changed. */
    synchronized boolean worsen(Result other) {
        if (result != null && result.worse(other) == result) {
            return false;
        }
        result = other;
        return true;
    }

    synchronized void add(Stage stage) {
        stages.add(stage);
    }

    synchronized List<Stage> stages() {
        return List.copyOf(stages);
    }

    /**
     * Keeps a name for one use of a step.
     *
     * @throws InvalidInputException if the build has used it already
     */
    synchronized void reserve(String step, String name) {
        if (reports.containsKey(name)) {
            throw new InvalidInputException(step + ": name '" + name
                    + "' is used twice in this build; give each use a name of its own, as in name: '" + name + "-2'");
        }
        reports.put(name, null);
    }

    /** Gives a name back whose use left no report, so that a retry may take it again. */
    synchronized void release(String name) {
        reports.remove(name, null);
    }

    synchronized void publish(PublishedReport report) {
        reports.put(report.name(), report);
    }

    synchronized List<PublishedReport> reports() {
        return reports.values().stream().filter(report -> report != null).toList();
    }

    synchronized void addArtifacts(List<String> paths) {
        paths.stream().filter(path -> !artifacts.contains(path)).forEach(artifacts::add);
    }

    synchronized List<String> artifacts() {
        return List.copyOf(artifacts);
    }

    /** Remembers the first construct that is not supported: a Jenkinsfile that catches the error has not been tried. */
    synchronized void refuse(InvalidInputException construct) {
        if (refusal == null) {
            refusal = construct;
        }
    }

    /** The first construct that is not supported; null when all were. */
    synchronized InvalidInputException refusal() {
        return refusal;
    }
}
