package io.jenkins.plugins.modeldelivery.jenkins.operation;

import hudson.FilePath;
import hudson.model.Run;
import java.io.IOException;
import java.util.UUID;
import org.jenkinsci.plugins.workflow.FilePathUtils;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;

/**
 * One execution of an {@link AgentStep} in a Pipeline. It persists what was asked for and where, never how far the work has
 * come: after a restart of the controller, and when a lost agent is back, the work runs again from the start. The thread
 * of the Pipeline never waits; an {@link AgentRun} does the work and answers exactly once.
 */
final class OperationExecution extends StepExecution {
    private static final long serialVersionUID = 1L;

    private final AgentStep step;
    /** Tells a repetition after a restart from a second use of the same name. */
    private final String use = UUID.randomUUID().toString();

    private String node;
    private String workspace;
    private transient volatile AgentRun agentRun;

    OperationExecution(StepContext context, AgentStep step) {
        super(context);
        this.step = step;
    }

    @Override
    public boolean start() throws IOException, InterruptedException {
        FilePath folder = getContext().get(FilePath.class);
        node = FilePathUtils.getNodeName(folder);
        workspace = folder.getRemote();
        begin(use(), false);
        return false;
    }

    @Override
    public void onResume() {
        try {
            begin(use(), true);
        } catch (IOException | InterruptedException e) {
            getContext().onFailure(e);
        }
    }

    /** The step's use in its build, claimed for it. */
    private Use use() throws IOException, InterruptedException {
        Use claimed = Use.of(getContext().get(Run.class), use, step.symbol(), step.capability(), step.arguments());
        claimed.claim();
        return claimed;
    }

    private void begin(Use claimed, boolean repeated) {
        agentRun = new AgentRun(this, claimed, repeated);
        agentRun.begin();
    }

    @Override
    public void stop(Throwable cause) {
        AgentRun running = agentRun;
        if (running == null) {
            getContext().onFailure(cause);
        } else {
            running.stop(cause);
        }
    }

    @Override
    public String getStatus() {
        AgentRun running = agentRun;
        return running == null ? null : running.status();
    }

    String node() {
        return node;
    }

    /** The workspace as it can be reached now; null while its agent is away. */
    FilePath workspace() {
        return FilePathUtils.find(node, workspace);
    }
}
