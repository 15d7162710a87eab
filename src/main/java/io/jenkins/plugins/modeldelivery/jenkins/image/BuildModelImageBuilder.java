package io.jenkins.plugins.modeldelivery.jenkins.image;

import hudson.Extension;
import io.jenkins.plugins.modeldelivery.jenkins.operation.AgentBuilder;
import io.jenkins.plugins.modeldelivery.jenkins.operation.ModelBuilderDescriptor;
import io.jenkins.plugins.modeldelivery.jenkins.operation.AgentStep;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;

/** {@code buildModelImage} as a freestyle build step; the {@link BuildModelImageStep} holds its options. */
public final class BuildModelImageBuilder extends AgentBuilder {
    private final BuildModelImageStep step;

    @DataBoundConstructor
    public BuildModelImageBuilder(BuildModelImageStep step) {
        this.step = step;
    }

    public BuildModelImageStep getStep() {
        return step;
    }

    @Override
    protected AgentStep options() {
        return step;
    }

    /** The build step's name. */
    @Extension
    @Symbol("buildModelImage")
    public static final class DescriptorImpl extends ModelBuilderDescriptor {
        @Override
        public String getDisplayName() {
            return Messages.BuildModelImageStep_displayName();
        }
    }
}
