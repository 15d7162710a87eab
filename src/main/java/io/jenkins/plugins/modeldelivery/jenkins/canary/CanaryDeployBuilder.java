package io.jenkins.plugins.modeldelivery.jenkins.canary;

import hudson.Extension;
import io.jenkins.plugins.modeldelivery.jenkins.operation.LongBuilder;
import io.jenkins.plugins.modeldelivery.jenkins.operation.ModelBuilderDescriptor;
import io.jenkins.plugins.modeldelivery.jenkins.operation.LongStep;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;

/** {@code canaryDeploy} as a freestyle build step; the {@link CanaryDeployStep} holds its options. */
public final class CanaryDeployBuilder extends LongBuilder {
    private final CanaryDeployStep step;

    @DataBoundConstructor
    public CanaryDeployBuilder(CanaryDeployStep step) {
        this.step = step;
    }

    public CanaryDeployStep getStep() {
        return step;
    }

    @Override
    protected LongStep options() {
        return step;
    }

    /** The build step's name. */
    @Extension
    @Symbol("canaryDeploy")
    public static final class DescriptorImpl extends ModelBuilderDescriptor {
        @Override
        public String getDisplayName() {
            return Messages.CanaryDeployStep_displayName();
        }
    }
}
