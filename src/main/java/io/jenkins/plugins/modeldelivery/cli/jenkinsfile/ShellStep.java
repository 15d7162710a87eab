package io.jenkins.plugins.modeldelivery.cli.jenkinsfile;

import io.jenkins.plugins.modeldelivery.operation.SurroundingsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/**
 * The step sh: a script of its own process, {@code sh -xe} unless it begins with {@code #!}. Output goes through files, as
 * in Jenkins, so that a server left running in the background neither holds the step nor loses its log.
 */
final class ShellStep {
    private static final long POLL_MILLIS = 50;

    private final StepCall call;
    private final Build build;
    private final String cookie = UUID.randomUUID().toString();

    private ShellStep(StepCall call, Build build) {
        this.call = call;
        this.build = build;
    }

    static StepDefinition definition() {
        Signature signature =
                Signature.step("sh", "script", "script", "returnStdout", "returnStatus", "label");
        return new StepDefinition(signature, (call, build) -> new ShellStep(call, build).run());
    }

    private Object run() throws InterruptedException {
        boolean returnStdout = call.flag("returnStdout", false);
        boolean returnStatus = call.flag("returnStatus", false);
        if (returnStdout && returnStatus) {
            throw call.wrong("returnStatus", "cannot go with returnStdout; ask for one of them");
        }
        Path directory = build.directory("sh");
        if (call.has("label")) {
            build.log(call.text("label"));
        }
        try {
            Files.createDirectories(directory);
            Path folder = Files.createTempDirectory(build.scratch(), "sh");
            Path log = Files.createFile(folder.resolve("log"));
            Path stdout = folder.resolve("stdout");
            int status = follow(start(folder, log, returnStdout ? stdout : log), log);
            if (returnStatus) {
                return status;
            }
            if (status != 0) {
                throw new StepFailure("script returned exit code " + status);
            }
            return returnStdout ? Files.readString(stdout) : null;
        } catch (IOException e) {
            throw new SurroundingsException(
                    "sh cannot run in " + directory + ": " + e.getMessage() + "; check the folder and the free space", e);
        }
    }

    private Process start(Path folder, Path log, Path stdout) throws IOException {
        String script = call.text("script");
        Path file = Files.writeString(folder.resolve("script.sh"), script);
        boolean ownInterpreter = script.startsWith("#!") && file.toFile().setExecutable(true, true);
        ProcessBuilder process = new ProcessBuilder(
                        ownInterpreter ? List.of(file.toString()) : List.of("sh", "-xe", file.toString()))
                .directory(build.scope().directory().toFile())
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .redirectOutput(ProcessBuilder.Redirect.appendTo(stdout.toFile()));
        if (stdout.equals(log)) {
            process.redirectErrorStream(true);
        } else {
            process.redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()));
        }
        Map<String, String> environment = process.environment();
        environment.clear();
        environment.putAll(build.environment().all(build.scope()));
        environment.put(ProcessTree.STEP_COOKIE, cookie);
        return process.start();
    }

    /** Shows the log while the script runs; an interrupted script is killed with all that it started. */
    private int follow(Process process, Path log) throws IOException, InterruptedException {
        try (LineTail tail = new LineTail(log, build::log)) {
            while (!process.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
                tail.pump();
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            ProcessTree.of(process, ProcessTree.STEP_COOKIE, cookie).kill();
            throw e;
        }
    }
}
