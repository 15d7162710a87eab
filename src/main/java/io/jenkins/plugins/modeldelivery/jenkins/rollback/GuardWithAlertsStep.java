package io.jenkins.plugins.modeldelivery.jenkins.rollback;

import hudson.Extension;
import org.kohsuke.stapler.DataBoundConstructor;

/** {@code guardWithAlerts}: the same watch around a block of steps. It ends with the block, and trouble ends the block. */
public final class GuardWithAlertsStep extends RollbackOnAlertStep {
    private static final long serialVersionUID = 1L;

    /** Longer than any block. */
    private static final String AS_LONG_AS_THE_BLOCK = "365d";

    @DataBoundConstructor
    public GuardWithAlertsStep(String workload) {
        super(workload);
        setWatch(null);
    }

    /** Without it the watch lasts as long as the block. */
    @Override
    public void setWatch(String watch) {
        super.setWatch(watch == null || watch.isBlank() ? AS_LONG_AS_THE_BLOCK : watch);
    }

    @Override
    protected boolean hasBlock() {
        return true;
    }

    /** The step's name; its form and checks are those of {@code rollbackOnAlert}. */
    @Extension
    public static final class DescriptorImpl extends RollbackOnAlertStep.DescriptorImpl {
        @Override
        public String getFunctionName() {
            return "guardWithAlerts";
        }

        @Override
        public boolean takesImplicitBlockArgument() {
            return true;
        }

        @Override
        public String getDisplayName() {
            return Messages.GuardWithAlertsStep_displayName();
        }
    }
}
