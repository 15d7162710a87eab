package io.jenkins.plugins.modeldelivery.docker;

import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.ExposedPort;
import com.github.dockerjava.api.model.Frame;
import com.github.dockerjava.api.model.Ports;
import io.jenkins.plugins.modeldelivery.operation.SurroundingsException;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A container that was started here. Closing it ends and removes it with its volumes, also while the work is being cancelled. */
public final class RunningContainer implements AutoCloseable {
    private static final int LOG_SECONDS = 10;

    private final DockerService service;
    private final String id;

    RunningContainer(DockerService service, String id) {
        this.service = service;
        this.id = id;
    }

    public String id() {
        return id;
    }

    /**
     * Where a port of the container is reached from here, as {@code http://host:port}.
     *
     * @throws SurroundingsException if the service gave it no address
     */
    public URI address(int port) {
        InspectContainerResponse state = inspect();
        Ports ports = state.getNetworkSettings().getPorts();
        Ports.Binding[] bindings = ports == null ? null : ports.getBindings().get(ExposedPort.tcp(port));
        if (bindings != null && bindings.length > 0 && bindings[0].getHostPortSpec() != null) {
            return URI.create("http://" + service.host().reachedAt() + ":" + bindings[0].getHostPortSpec());
        }
        if ("host".equals(state.getHostConfig().getNetworkMode())) {
            return URI.create("http://" + service.host().reachedAt() + ":" + port);
        }
        throw new SurroundingsException("port " + port + " of the container was not published by the service at "
                + service.host().address() + "; check its network settings");
    }

    public boolean isRunning() {
        return Boolean.TRUE.equals(inspect().getState().getRunning());
    }

    /** The exit status of the container's process once it has ended. */
    public int exitStatus() {
        Long status = inspect().getState().getExitCodeLong();
        return status == null ? 0 : status.intValue();
    }

    /** The last lines that the container printed. */
    public List<String> lastLines(int most) throws InterruptedException {
        StringBuffer text = new StringBuffer();
        try (ResultCallback.Adapter<Frame> frames = new ResultCallback.Adapter<>() {
            @Override
            public void onNext(Frame frame) {
                text.append(new String(frame.getPayload(), StandardCharsets.UTF_8));
            }
        }) {
            service.client().logContainerCmd(id).withStdOut(true).withStdErr(true).withTail(most).exec(frames);
            frames.awaitCompletion(LOG_SECONDS, TimeUnit.SECONDS);
        } catch (IOException e) {
            throw new SurroundingsException("the container's log cannot be read: " + e.getMessage(), e);
        }
        return text.toString().lines().toList();
    }

    @Override
    public void close() {
        boolean interrupted = Thread.interrupted();
        try {
            service.ask("removing the container " + id, () -> {
                try {
                    return service.client().removeContainerCmd(id).withForce(true).withRemoveVolumes(true).exec();
                } catch (NotFoundException e) {
                    return null;
                }
            });
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private InspectContainerResponse inspect() {
        return service.ask("looking at the container " + id, () -> service.client().inspectContainerCmd(id).exec());
    }
}
