package io.jenkins.plugins.modeldelivery.canary;

import io.jenkins.plugins.modeldelivery.operation.Credential;
import io.jenkins.plugins.modeldelivery.operation.LocalWorkbench;
import io.jenkins.plugins.modeldelivery.operation.Tick;
import io.jenkins.plugins.modeldelivery.report.ReportJson;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A canary in a process of its own that may be killed at any moment: its state is a file that is replaced as a whole before
 * anything outside is changed, as a controller keeps it. Started again in the same folder it goes on.
 */
final class CanaryProcess {
    private static final String STATE = "state.json";
    private static final String ORDER = "order.json";
    private static final String SECRET = "secret";

    private final Path folder;

    /**
     * A canary that no process drives yet.
     *
     * @param secret the one credential, named {@code secret}
     */
    CanaryProcess(Path folder, Map<String, Object> arguments, String secret) throws IOException {
        this.folder = folder;
        Files.writeString(folder.resolve(ORDER), ReportJson.write(Map.of("arguments", arguments, SECRET, secret)));
    }

    /** Starts a process that goes on where the one before was killed. */
    Process start() throws IOException {
        return new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1", "-Xshare:auto",
                "-cp", System.getProperty("java.class.path"), CanaryProcess.class.getName(), folder.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log()))
                .start();
    }

    File log() {
        return folder.resolve("log").toFile();
    }

    /** What the processes have come to so far. */
    CanaryState state() throws IOException {
        return CanaryState.fromJson(Files.readString(folder.resolve(STATE)));
    }

    public static void main(String[] args) throws Exception {
        Path folder = Path.of(args[0]);
        Map<String, Object> order = ReportJson.read(Files.readString(folder.resolve(ORDER)), ORDER);
        @SuppressWarnings("unchecked")
        Map<String, Object> arguments = new LinkedHashMap<>((Map<String, Object>) order.get("arguments"));
        Map<String, Credential> credentials = Map.of(SECRET, new Credential("", order.get(SECRET).toString()));
        try (LocalWorkbench bench =
                new LocalWorkbench(folder, folder.resolve("tmp"), credentials, Clock.systemUTC(), System.out::println)) {
            drive(folder.resolve(STATE), arguments, bench);
        }
        System.exit(0);
    }

    private static void drive(Path file, Map<String, Object> arguments, LocalWorkbench bench) throws Exception {
        CanaryDeploy deploy = new CanaryDeploy();
        String state = Files.exists(file) ? Files.readString(file) : deploy.begin(arguments, bench);
        boolean ended = false;
        while (!ended) {
            Tick tick = deploy.tick(arguments, state, List.of(), bench, kept -> keep(file, kept));
            state = tick.state();
            keep(file, state);
            ended = tick.ended();
            TimeUnit.MILLISECONDS.sleep(tick.pause().toMillis());
        }
    }

    private static void keep(Path file, String state) {
        try {
            Path draft = Files.writeString(file.resolveSibling(STATE + ".new"), state);
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
