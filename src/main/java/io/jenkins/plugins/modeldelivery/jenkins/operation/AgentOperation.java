package io.jenkins.plugins.modeldelivery.jenkins.operation;

import hudson.AbortException;
import hudson.model.TaskListener;
import hudson.remoting.Channel;
import hudson.remoting.VirtualChannel;
import io.jenkins.plugins.modeldelivery.operation.Capability;
import io.jenkins.plugins.modeldelivery.operation.InvalidInputException;
import io.jenkins.plugins.modeldelivery.operation.LocalWorkbench;
import io.jenkins.plugins.modeldelivery.operation.SurroundingsException;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import jenkins.MasterToSlaveFileCallable;

/**
 * One run of a capability in a workspace, on the machine that holds it. Only the log and the report's map come back. When
 * the connection to the controller is lost the run ends too, since nobody is left to take its result.
 */
final class AgentOperation extends MasterToSlaveFileCallable<LinkedHashMap<String, Object>> {
    private static final long serialVersionUID = 1L;

    private final Class<? extends Capability> capability;
    private final LinkedHashMap<String, Object> arguments;
    private final AgentSettings settings;
    private final String temporary;
    private final TaskListener listener;

    /**
     * Describes a run.
     *
     * @param temporary the folder beside the workspace in which the scratch folder is made
     */
    AgentOperation(
            Class<? extends Capability> capability,
            Map<String, ?> arguments,
            AgentSettings settings,
            String temporary,
            TaskListener listener) {
        this.capability = capability;
        this.arguments = new LinkedHashMap<>(arguments);
        this.settings = settings;
        this.temporary = temporary;
        this.listener = listener;
    }

    @Override
    public LinkedHashMap<String, Object> invoke(File workspace, VirtualChannel controller)
            throws IOException, InterruptedException {
        Files.createDirectories(workspace.toPath());
        Disconnection watch = new Disconnection(Thread.currentThread());
        watch.attach(controller);
        try (LocalWorkbench local = new LocalWorkbench(
                workspace.toPath(), Path.of(temporary), settings.credentials(), Clock.systemUTC(), listener.getLogger()::println)) {
            return new LinkedHashMap<>(
                    Capabilities.instance(capability).run(arguments, new WorkspaceBench(local, settings)).toMap());
        } catch (InvalidInputException | SurroundingsException e) {
            throw new AbortException(e.getMessage());
        } finally {
            listener.getLogger().flush();
            watch.detach(controller);
        }
    }

    /** Interrupts the run when its connection closes. */
    private static final class Disconnection extends Channel.Listener {
        private final Thread runner;

        Disconnection(Thread runner) {
            this.runner = runner;
        }

        void attach(VirtualChannel controller) {
            if (controller instanceof Channel channel) {
                channel.addListener(this);
            }
        }

        void detach(VirtualChannel controller) {
            if (controller instanceof Channel channel) {
                channel.removeListener(this);
            }
        }

        @Override
        public void onClosed(Channel channel, IOException cause) {
            runner.interrupt();
        }
    }
}
