package io.jenkins.plugins.modeldelivery.jenkins.operation;

import io.jenkins.plugins.modeldelivery.http.Outbound;
import io.jenkins.plugins.modeldelivery.operation.Credential;
import io.jenkins.plugins.modeldelivery.operation.InvalidInputException;
import io.jenkins.plugins.modeldelivery.operation.Workbench;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A bench that keeps to its workspace. What a step may read is decided by whoever writes the job and by what is checked
 * out; neither may reach other files of the machine through it, be it by an absolute path, by {@code ..} or by a link.
 */
final class WorkspaceBench implements Workbench {
    private final Workbench bench;
    private final AgentSettings settings;
    private final Map<String, String> environment;

    /** Keeps a bench to its workspace and to what the controller decided. */
    WorkspaceBench(Workbench bench, AgentSettings settings) {
        this.bench = bench;
        this.settings = settings;
        this.environment = new HashMap<>(System.getenv());
        this.environment.putAll(settings.environment());
    }

    @Override
    public Map<String, String> environment() {
        return environment;
    }

    @Override
    public <T> Optional<T> setting(Class<T> type) {
        return type == Outbound.class
                ? Optional.of(type.cast(settings.outbound().orProxyOf(environment)))
                : Optional.empty();
    }

    @Override
    public Optional<Map<String, Object>> previousReport() {
        return Optional.ofNullable(settings.previousReport());
    }

    @Override
    public Optional<Map<String, Object>> lastGoodReport() {
        return Optional.ofNullable(settings.lastGoodReport());
    }

    @Override
    public Path file(String parameter, String path) {
        try {
            Path workspace = bench.workspace().toRealPath();
            Path file = workspace.resolve(path).normalize();
            if (file.startsWith(workspace) && existingPart(file).toRealPath().startsWith(workspace)) {
                return file;
            }
        } catch (IOException | InvalidPathException e) {
            throw new InvalidInputException(parameter + " '" + path + "' cannot be looked up: " + e.getMessage()
                    + "; correct the path", e);
        }
        throw new InvalidInputException(parameter + " '" + path
                + "' leads out of the folder that the step runs in; copy the file into the workspace and give its path from there");
    }

    private static Path existingPart(Path file) {
        Path part = file;
        while (!Files.exists(part, LinkOption.NOFOLLOW_LINKS)) {
            part = part.getParent();
        }
        return part;
    }

    @Override
    public void log(String line) {
        bench.log(line);
    }

    @Override
    public void progress(String line) {
        bench.progress(line);
    }

    @Override
    public void checkCancelled() throws InterruptedException {
        bench.checkCancelled();
    }

    @Override
    public Clock clock() {
        return bench.clock();
    }

    @Override
    public Path workspace() {
        return bench.workspace();
    }

    @Override
    public Path scratch() {
        return bench.scratch();
    }

    @Override
    public Credential credential(String credentialsId) {
        return bench.credential(credentialsId);
    }
}
