package io.jenkins.plugins.modeldelivery.jenkins.operation;

import io.jenkins.plugins.modeldelivery.operation.Arguments;
import io.jenkins.plugins.modeldelivery.operation.Capability;
import io.jenkins.plugins.modeldelivery.operation.Credential;
import io.jenkins.plugins.modeldelivery.operation.Envelope;
import io.jenkins.plugins.modeldelivery.operation.Parameters;
import io.jenkins.plugins.modeldelivery.operation.Report;
import io.jenkins.plugins.modeldelivery.operation.SurroundingsException;
import io.jenkins.plugins.modeldelivery.operation.Verdict;
import io.jenkins.plugins.modeldelivery.operation.Workbench;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A capability that does as it is told: gives the verdict that it is given, after it has read a file, and after it has
 * waited for a file. Each run leaves a line in {@code <hold>.runs}.
 */
public final class ScriptedCapability implements Capability {
    private static final Parameters PARAMETERS = Parameters.named("scripted")
            .choice("verdict", "PASS", List.of("PASS", "WARN", "INCONCLUSIVE", "FAIL"))
            .text("reason", "It was told so.", "")
            .text("read", "", "file")
            .text("hold", "", "file")
            .credential("credentialsId")
            .build();

    @Override
    public Parameters parameters() {
        return PARAMETERS;
    }

    @Override
    public void check(Map<String, ?> values) {
        PARAMETERS.bind(values).choice("verdict", Verdict.class);
    }

    @Override
    public Report run(Map<String, ?> values, Workbench bench) throws InterruptedException {
        Arguments arguments = PARAMETERS.bind(values);
        Instant start = bench.clock().instant();
        try {
            Files.writeString(bench.scratch().resolve("draft"), "half a thing");
            if (arguments.isGiven("read")) {
                bench.log("read " + Files.readString(bench.file("read", arguments.text("read"))).strip());
            }
            if (arguments.isGiven("credentialsId")) {
                Credential credential = bench.credential(arguments.text("credentialsId"));
                bench.log("user " + credential.username() + ", secret of " + credential.secret().length() + " characters");
            }
            if (arguments.isGiven("hold")) {
                hold(bench, arguments.text("hold"));
            }
        } catch (IOException e) {
            throw new SurroundingsException("cannot read: " + e.getMessage() + "; look at the disk", e);
        }
        Envelope envelope = new Envelope(
                "model-delivery/scripted/1",
                arguments.useName(),
                arguments.choice("verdict", Verdict.class),
                List.of(arguments.text("reason")),
                start,
                bench.clock().instant(),
                "scripted",
                List.of(),
                List.of());
        return new ScriptedReport(envelope, Map.of("rows", 3L, "share", 0.25, "list", List.of("a", "b")));
    }

    private static void hold(Workbench bench, String name) throws IOException, InterruptedException {
        Path workspace = bench.workspace();
        Files.writeString(
                workspace.resolve(name + ".runs"),
                "run in " + bench.scratch() + "\n",
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
        bench.log("holding for " + name);
        while (!Files.exists(workspace.resolve(name))) {
            bench.checkCancelled();
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
    }

    private record ScriptedReport(Envelope envelope, Map<String, Object> details) implements Report {}
}
