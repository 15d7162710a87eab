package io.jenkins.plugins.modeldelivery.jenkins.operation;

import hudson.Extension;
import hudson.Util;
import io.jenkins.plugins.modeldelivery.operation.Capability;
import java.util.Map;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** The step of {@link ScriptedCapability}. */
public final class ScriptedStep extends AgentStep {
    private static final long serialVersionUID = 1L;

    private String verdict;
    private String reason;
    private String read;
    private String hold;
    private String credentialsId;

    @DataBoundConstructor
    public ScriptedStep() {}

    @Override
    public Class<? extends Capability> capability() {
        return ScriptedCapability.class;
    }

    public String getVerdict() {
        return verdict;
    }

    @DataBoundSetter
    public void setVerdict(String verdict) {
        this.verdict = Util.fixEmpty(verdict);
    }

    public String getReason() {
        return reason;
    }

    @DataBoundSetter
    public void setReason(String reason) {
        this.reason = Util.fixEmpty(reason);
    }

    public String getRead() {
        return read;
    }

    @DataBoundSetter
    public void setRead(String read) {
        this.read = Util.fixEmpty(read);
    }

    public String getHold() {
        return hold;
    }

    @DataBoundSetter
    public void setHold(String hold) {
        this.hold = Util.fixEmpty(hold);
    }

    public String getCredentialsId() {
        return credentialsId;
    }

    @DataBoundSetter
    public void setCredentialsId(String credentialsId) {
        this.credentialsId = Util.fixEmpty(credentialsId);
    }

    @Extension
    public static final class DescriptorImpl extends AgentStepDescriptor {
        public DescriptorImpl() {
            super(new ScriptedCapability());
        }

        @Override
        protected Map<String, ?> example() {
            return Map.of();
        }
    }
}
