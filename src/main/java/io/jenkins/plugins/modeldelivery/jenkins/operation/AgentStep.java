package io.jenkins.plugins.modeldelivery.jenkins.operation;

import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;

/** A step whose capability runs to its end where the files are: an object of the capability is made on the agent. */
public abstract class AgentStep extends ModelStep {
    private static final long serialVersionUID = 1L;

    @Override
    public final StepExecution start(StepContext context) {
        return new OperationExecution(context, this);
    }
}
