package io.jenkins.plugins.modeldelivery.jenkins.operation;

import io.jenkins.plugins.modeldelivery.operation.LongCapability;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;

/** A step whose capability mostly waits: it is driven on the controller, needs no agent, and outlives restarts. */
public abstract class LongStep extends ModelStep {
    private static final long serialVersionUID = 1L;

    @Override
    public abstract Class<? extends LongCapability> capability();

    @Override
    public final StepExecution start(StepContext context) {
        return hasBlock() ? new BlockExecution(context, this) : new LongExecution(context, this);
    }

    /** Whether it goes along with a block of steps instead of on its own. */
    protected boolean hasBlock() {
        return false;
    }
}
