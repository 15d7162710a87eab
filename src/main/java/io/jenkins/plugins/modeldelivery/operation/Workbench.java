package io.jenkins.plugins.modeldelivery.operation;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What an operation may use of the place it runs in; built on the side where the work happens. */
public interface Workbench {
    /** Writes one line to the build's log. */
    void log(String line);

    /** Reports progress; lines that come faster than the log wants them are dropped. */
    void progress(String line);

    /**
     * Returns when the work may go on.
     *
     * @throws InterruptedException if it was cancelled
     */
    void checkCancelled() throws InterruptedException;

    Clock clock();

    /** The folder that relative paths of a request start from: the workspace, or the command line's working directory. */
    Path workspace();

    /**
     * The file or folder that a parameter names, absolute; it need not exist.
     *
     * @param parameter the parameter's name, for the error
     * @throws InvalidInputException if the bench keeps to its workspace, as on a Jenkins agent, and the path leads out of it
     */
    default Path file(String parameter, String path) {
        return workspace().resolve(path);
    }

    /**
     * The text of a small file that a parameter names, at most 1 MiB.
     *
     * @param parameter the parameter's name, for the error
     * @throws InvalidInputException if it cannot be read here or is larger
     */
    default String text(String parameter, String path) {
        return SmallFile.read(parameter, file(parameter, path));
    }

    /** An empty folder for temporary files, owner-only, deleted when the bench is closed. */
    Path scratch();

    /**
     * The credential stored under this id.
     *
     * @throws InvalidInputException if there is none, or it may not be used here
     */
    Credential credential(String credentialsId);

    /** The variables of the build, over those of the process that does the work. */
    default Map<String, String> environment() {
        return System.getenv();
    }

    /** Which build this is, as in {@code fraud #12}; the empty string outside of one. */
    default String build() {
        String job = environment().getOrDefault("JOB_NAME", "");
        return job.isEmpty() ? "" : job + " #" + environment().getOrDefault("BUILD_NUMBER", "");
    }

    /** Something more that this place decides, by its type, such as how requests leave; empty where it leaves that open. */
    default <T> Optional<T> setting(Class<T> type) {
        return Optional.empty();
    }

    /** The folder that outlives this use: ledgers, and what else later builds read. It need not exist. */
    default Path store() {
        return workspace().resolve("model-delivery");
    }

    /**
     * The cluster that is configured under this name.
     *
     * @throws InvalidInputException if there is none
     */
    default Cluster cluster(String name) {
        throw new InvalidInputException(
                "cluster '" + Excerpt.of(name) + "' is not configured here; give kubeconfig and context instead");
    }

    /** The report of the same use in the last build that has one, as report.json holds it. */
    default Optional<Map<String, Object>> previousReport() {
        return Optional.empty();
    }

    /** The same of the last build in which this use's verdict was PASS or WARN. */
    default Optional<Map<String, Object>> lastGoodReport() {
        return Optional.empty();
    }

    /** The reports of this build so far, as report.json holds them. */
    default List<Map<String, Object>> reports() {
        return List.of();
    }

    /** Whether whoever started the build may release what has not passed its evaluation. */
    default boolean mayOverride() {
        return true;
    }

    /** Whether an administrator has suspended all promotions, rollbacks and retraining that nobody asked for in person. */
    default boolean automationSuspended() {
        return false;
    }
}
