package io.jenkins.plugins.modeldelivery.jenkins.rollback;

import hudson.Extension;
import io.jenkins.plugins.modeldelivery.jenkins.operation.LongBuilder;
import io.jenkins.plugins.modeldelivery.jenkins.operation.ModelBuilderDescriptor;
import io.jenkins.plugins.modeldelivery.jenkins.operation.LongStep;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;

/**
 * {@code rollbackOnAlert} as a freestyle build step; the {@link RollbackOnAlertStep} holds its options. Its build
 * ends while the watch goes on, unless it is said not to.
 */
public final class RollbackOnAlertBuilder extends LongBuilder {
    private final RollbackOnAlertStep step;

    @DataBoundConstructor
    public RollbackOnAlertBuilder(RollbackOnAlertStep step) {
        step.detachByDefault();
        this.step = step;
    }

    public RollbackOnAlertStep getStep() {
        return step;
    }

    @Override
    protected LongStep options() {
        return step;
    }

    /** The build step's name. */
    @Extension
    @Symbol("rollbackOnAlert")
    public static final class DescriptorImpl extends ModelBuilderDescriptor {
        @Override
        public String getDisplayName() {
            return Messages.RollbackOnAlertStep_displayName();
        }
    }
}
