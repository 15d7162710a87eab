package io.jenkins.plugins.modeldelivery.cli.jenkinsfile;

import io.jenkins.plugins.modeldelivery.cli.FakeCapability;
import io.jenkins.plugins.modeldelivery.operation.Capability;
import io.jenkins.plugins.modeldelivery.operation.Report;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Runs a Jenkinsfile given as text, in a workspace of its own. */
final class Trial {
    private static final Pattern ECHO = Pattern.compile("(?:\\[[^]]*] )?> (.*)");

    private final Path workspace;
    private final ByteArrayOutputStream log = new ByteArrayOutputStream();

    Trial(Path folder) {
        this.workspace = folder.resolve("workspace");
        try {
            Files.createDirectories(workspace);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How it ended; an unsupported file is thrown. */
    Outcome run(String jenkinsfile) {
        return run(jenkinsfile, Map.of());
    }

    Outcome run(String jenkinsfile, Map<String, String> parameters) {
        try {
            Path file = Files.writeString(workspace.resolve("Jenkinsfile"), jenkinsfile);
            RunSettings settings =
                    new RunSettings(workspace, workspace.resolve("output"), parameters, id -> null, Clock.systemUTC());
            PrintStream out = new PrintStream(log, true, StandardCharsets.UTF_8);
            return new JenkinsfileRun(settings, List.of(new FakeStep()), out).run(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs a declarative pipeline with one stage made of these steps. */
    Outcome runSteps(String steps) {
        return run("pipeline { agent any\n stages { stage('One') { steps {\n" + steps + "\n} } } }");
    }

    Path workspace() {
        return workspace;
    }

    /** The lines of the log. */
    List<String> log() {
        return log.toString(StandardCharsets.UTF_8).lines().toList();
    }

    /** What was written with a leading {@code >}, without the mark of its stage. */
    List<String> echoes() {
        return log().stream().map(ECHO::matcher).filter(Matcher::matches).map(match -> match.group(1)).toList();
    }

    private static final class FakeStep implements ModelStep {
        @Override
        public Capability capability() {
            return new FakeCapability();
        }

        @Override
        public List<String> summary(Report report) {
            return List.of("verdict " + report.verdict());
        }

        @Override
        public String badge(Report report) {
            return report.verdict().name();
        }

        @Override
        public void write(Report report, Path folder) {
            try {
                Files.createDirectories(folder);
                Files.writeString(folder.resolve("report.json"), report.toMap().toString());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
