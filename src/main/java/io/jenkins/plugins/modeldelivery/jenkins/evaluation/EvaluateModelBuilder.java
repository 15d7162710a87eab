package io.jenkins.plugins.modeldelivery.jenkins.evaluation;

import hudson.Extension;
import io.jenkins.plugins.modeldelivery.jenkins.operation.AgentBuilder;
import io.jenkins.plugins.modeldelivery.jenkins.operation.ModelBuilderDescriptor;
import io.jenkins.plugins.modeldelivery.jenkins.operation.AgentStep;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;

/** {@code evaluateModel} as a freestyle build step; the {@link EvaluateModelStep} holds its options. */
public final class EvaluateModelBuilder extends AgentBuilder {
    private final EvaluateModelStep step;

    @DataBoundConstructor
    public EvaluateModelBuilder(EvaluateModelStep step) {
        this.step = step;
    }

    public EvaluateModelStep getStep() {
        return step;
    }

    @Override
    protected AgentStep options() {
        return step;
    }

    /** The build step's name. */
    @Extension
    @Symbol("evaluateModel")
    public static final class DescriptorImpl extends ModelBuilderDescriptor {
        @Override
        public String getDisplayName() {
            return Messages.EvaluateModelStep_displayName();
        }
    }
}
