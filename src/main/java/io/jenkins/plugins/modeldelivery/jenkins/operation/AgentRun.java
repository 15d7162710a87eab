package io.jenkins.plugins.modeldelivery.jenkins.operation;

import hudson.AbortException;
import hudson.EnvVars;
import hudson.FilePath;
import hudson.model.TaskListener;
import hudson.remoting.Channel;
import hudson.slaves.WorkspaceList;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import jenkins.util.Timer;
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException;

/**
 * The machinery of one {@link OperationExecution} in this life of the controller: a thread of our own pool waits for the
 * agent and answers the Pipeline exactly once. An agent that is lost is looked for until it is back.
 */
final class AgentRun {
    private static final long RECONNECT_SECONDS = 5;

    private final OperationExecution execution;
    private final Use use;
    private final AtomicBoolean answered = new AtomicBoolean();
    private volatile Future<?> attempt;
    private volatile String status = Messages.AgentRun_queued();
    private boolean repeated;

    /**
     * Makes a run.
     *
     * @param repeated whether an earlier life of the controller already began the work
     */
    AgentRun(OperationExecution execution, Use use, boolean repeated) {
        this.execution = execution;
        this.use = use;
        this.repeated = repeated;
    }

    void begin() {
        attempt = AgentThreads.submit(this::attempt);
    }

    String status() {
        return status;
    }

    /** Cancels the work, here and on the agent, and answers with the cause unless an answer was given. */
    void stop(Throwable cause) {
        if (!answered.compareAndSet(false, true)) {
            return;
        }
        Future<?> running = attempt;
        if (running != null) {
            running.cancel(true);
        }
        use.release();
        execution.getContext().onFailure(cause);
    }

    private void attempt() {
        if (answered.get()) {
            return;
        }
        FilePath workspace = null;
        try {
            Optional<Map<String, Object>> published = use.published();
            if (published.isPresent()) {
                conclude(published.get());
                return;
            }
            workspace = execution.workspace();
            if (workspace == null) {
                waitForAgent();
                return;
            }
            Map<String, Object> report = runOn(workspace);
            use.publish(report);
            conclude(report);
        } catch (Throwable failure) {
            // Whatever it is, an error of the agent's Java included, the Pipeline must hear of it or it would wait for ever.
            end(workspace, failure);
        }
    }

    private Map<String, Object> runOn(FilePath workspace) throws IOException, InterruptedException {
        status = Messages.AgentRun_running(where());
        TaskListener listener = execution.getContext().get(TaskListener.class);
        if (repeated) {
            listener.getLogger().println(Messages.AgentRun_again(where()));
        }
        String temporary = WorkspaceList.tempDir(workspace).getRemote();
        return workspace.act(use.operation(execution.getContext().get(EnvVars.class), temporary, listener));
    }

    private void conclude(Map<String, Object> report) throws IOException, InterruptedException {
        use.conclude(report).applyTo(execution.getContext());
        if (answered.compareAndSet(false, true)) {
            use.release();
            execution.getContext().onSuccess(report);
        }
    }

    private void end(FilePath workspace, Throwable failure) {
        if (answered.get()) {
            return;
        }
        if (isLost(workspace)) {
            repeated = true;
            waitForAgent();
        } else if (!AgentThreads.areShutDown()) {
            fail(failure);
        }
    }

    private void fail(Throwable failure) {
        if (answered.compareAndSet(false, true)) {
            use.release();
            boolean plain = failure instanceof InterruptedException && !(failure instanceof FlowInterruptedException);
            execution.getContext().onFailure(plain ? new AbortException(Messages.AgentRun_interrupted(where())) : failure);
        }
    }

    private void waitForAgent() {
        status = Messages.AgentRun_waiting(where());
        if (!AgentThreads.areShutDown() && !answered.get()) {
            Timer.get().schedule(this::begin, RECONNECT_SECONDS, TimeUnit.SECONDS);
        }
    }

    private static boolean isLost(FilePath workspace) {
        return workspace != null
                && workspace.getChannel() instanceof Channel channel
                && channel.isClosingOrClosed();
    }

    private String where() {
        return execution.node().isEmpty() ? Messages.AgentRun_controller() : execution.node();
    }
}
