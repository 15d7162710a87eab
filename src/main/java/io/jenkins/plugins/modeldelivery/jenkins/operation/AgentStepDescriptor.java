package io.jenkins.plugins.modeldelivery.jenkins.operation;

import hudson.EnvVars;
import hudson.FilePath;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.modeldelivery.operation.Capability;
import java.util.Set;
import org.jenkinsci.plugins.workflow.graph.FlowNode;

/** What the descriptors of all {@link AgentStep}s share: they need a workspace. */
public abstract class AgentStepDescriptor extends ModelStepDescriptor {
    protected AgentStepDescriptor(Capability capability) {
        super(capability);
    }

    @Override
    public final Set<? extends Class<?>> getRequiredContext() {
        return Set.of(Run.class, TaskListener.class, FilePath.class, EnvVars.class, FlowNode.class);
    }
}
