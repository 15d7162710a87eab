package io.jenkins.plugins.modeldelivery.cli;

import io.jenkins.plugins.modeldelivery.operation.Verdict;
import io.jenkins.plugins.modeldelivery.report.Document;
import io.jenkins.plugins.modeldelivery.report.Presentation;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** Calls the command line in this process, with the fake step as its only one. */
final class Terminal {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    static StepCommand fakeStep() {
        return new StepCommand(new FakeCapability(), new FakePresentation());
    }

    int call(String... arguments) {
        out.reset();
        err.reset();
        return new CommandTable(List.of(fakeStep()), print(out), print(err)).execute(arguments);
    }

    String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    String err() {
        return err.toString(StandardCharsets.UTF_8);
    }

    private static PrintStream print(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }

    private static final class FakePresentation implements Presentation {
        @Override
        public String schema() {
            return "model-delivery/fake/1";
        }

        @Override
        public Document document(Map<String, Object> report) {
            return new Document(
                    (String) report.get("name"), "", Verdict.valueOf((String) report.get("verdict")), List.of(), List.of());
        }

        @Override
        public String badge(Map<String, Object> report) {
            return "fake " + report.get("verdict");
        }
    }
}
