package io.jenkins.plugins.modeldelivery.jenkins.operation;

import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.modeldelivery.operation.LongCapability;
import java.util.Set;
import org.jenkinsci.plugins.workflow.graph.FlowNode;

/** What the descriptors of all {@link LongStep}s share: they need no agent. */
public abstract class LongStepDescriptor extends ModelStepDescriptor {
    protected LongStepDescriptor(LongCapability capability) {
        super(capability);
    }

    @Override
    public final Set<? extends Class<?>> getRequiredContext() {
        return Set.of(Run.class, TaskListener.class, FlowNode.class);
    }
}
