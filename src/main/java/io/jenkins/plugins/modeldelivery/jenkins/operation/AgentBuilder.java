package io.jenkins.plugins.modeldelivery.jenkins.operation;

import hudson.EnvVars;
import hudson.FilePath;
import hudson.Launcher;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.slaves.WorkspaceList;
import hudson.tasks.Builder;
import java.io.IOException;
import java.util.Map;
import java.util.UUID;
import jenkins.tasks.SimpleBuildStep;

/**
 * A freestyle build step around an {@link AgentStep}, which is its one property. It holds its executor until the work on
 * the agent is done.
 */
public abstract class AgentBuilder extends Builder implements SimpleBuildStep {
    /** The step, which a subclass also gives by a property {@code step} of its own type: forms ask for the exact type. */
    protected abstract AgentStep options();

    @Override
    public final void perform(Run<?, ?> run, FilePath workspace, EnvVars env, Launcher launcher, TaskListener listener)
            throws InterruptedException, IOException {
        AgentStep step = options();
        Use use = Use.of(run, UUID.randomUUID().toString(), step.symbol(), step.capability(), step.arguments());
        use.claim();
        try {
            String temporary = WorkspaceList.tempDir(workspace).getRemote();
            Map<String, Object> report = workspace.act(use.operation(env, temporary, listener));
            use.publish(report);
            use.conclude(report).applyTo(run, listener);
        } finally {
            use.release();
        }
    }
}
