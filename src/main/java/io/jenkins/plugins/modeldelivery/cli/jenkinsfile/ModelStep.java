package io.jenkins.plugins.modeldelivery.cli.jenkinsfile;

import io.jenkins.plugins.modeldelivery.operation.Capability;
import io.jenkins.plugins.modeldelivery.operation.Report;
import java.nio.file.Path;
import java.util.List;

/** One of the suite's own steps: what it does, and how its report is shown and kept. */
public interface ModelStep {
    Capability capability();

    /** The report in a few lines of log. */
    List<String> summary(Report report);

    /** What the report's badge says. */
    String badge(Report report);

    /**
     * Writes the report's files.
     *
     * @param folder created when absent
     */
    void write(Report report, Path folder);
}
