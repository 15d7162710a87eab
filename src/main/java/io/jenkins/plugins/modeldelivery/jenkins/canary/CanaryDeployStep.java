package io.jenkins.plugins.modeldelivery.jenkins.canary;

import hudson.Extension;
import hudson.Util;
import hudson.model.Item;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.modeldelivery.canary.CanaryDeploy;
import io.jenkins.plugins.modeldelivery.jenkins.operation.LongStepDescriptor;
import io.jenkins.plugins.modeldelivery.operation.LongCapability;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** {@code canaryDeploy}: gives a new version rising shares of the traffic for as long as nothing is shown to get worse. */
public final class CanaryDeployStep extends ReleaseStep {
    private static final long serialVersionUID = 1L;

    private final String workload;
    private ArrayList<String> checks;
    private String judge;
    private String judgeConfig;
    private Double confidence;
    private Integer minRequests;
    private String interval;
    private String maxDuration;
    private String atEnd;
    private String onOutage;
    private String outageTimeout;
    private String onAbort;
    private String concurrent;
    private boolean dryRun;
    private String caCredentialsId;
    private String credentialsId;
    private String metricsCredentialsId;

    @DataBoundConstructor
    public CanaryDeployStep(String workload) {
        this.workload = Util.fixEmptyAndTrim(workload);
    }

    @Override
    public Class<? extends LongCapability> capability() {
        return CanaryDeploy.class;
    }

    public String getWorkload() {
        return workload;
    }

    public String getMetricsCredentialsId() {
        return metricsCredentialsId;
    }

    @DataBoundSetter
    public void setMetricsCredentialsId(String metricsCredentialsId) {
        this.metricsCredentialsId = Util.fixEmptyAndTrim(metricsCredentialsId);
    }

    public List<String> getChecks() {
        return checks;
    }

    @DataBoundSetter
    public void setChecks(List<String> checks) {
        this.checks = lines(checks);
    }

    public String getJudge() {
        return judge;
    }

    @DataBoundSetter
    public void setJudge(String judge) {
        this.judge = choice("judge", judge);
    }

    public String getJudgeConfig() {
        return judgeConfig;
    }

    @DataBoundSetter
    public void setJudgeConfig(String judgeConfig) {
        this.judgeConfig = Util.fixEmptyAndTrim(judgeConfig);
    }

    public Double getConfidence() {
        return confidence;
    }

    @DataBoundSetter
    public void setConfidence(Double confidence) {
        this.confidence = confidence;
    }

    public Integer getMinRequests() {
        return minRequests;
    }

    @DataBoundSetter
    public void setMinRequests(Integer minRequests) {
        this.minRequests = minRequests;
    }

    public String getInterval() {
        return interval;
    }

    @DataBoundSetter
    public void setInterval(String interval) {
        this.interval = Util.fixEmptyAndTrim(interval);
    }

    public String getMaxDuration() {
        return maxDuration;
    }

    @DataBoundSetter
    public void setMaxDuration(String maxDuration) {
        this.maxDuration = Util.fixEmptyAndTrim(maxDuration);
    }

    public String getAtEnd() {
        return atEnd;
    }

    @DataBoundSetter
    public void setAtEnd(String atEnd) {
        this.atEnd = choice("atEnd", atEnd);
    }

    public String getOnOutage() {
        return onOutage;
    }

    @DataBoundSetter
    public void setOnOutage(String onOutage) {
        this.onOutage = choice("onOutage", onOutage);
    }

    public String getOutageTimeout() {
        return outageTimeout;
    }

    @DataBoundSetter
    public void setOutageTimeout(String outageTimeout) {
        this.outageTimeout = Util.fixEmptyAndTrim(outageTimeout);
    }

    public String getOnAbort() {
        return onAbort;
    }

    @DataBoundSetter
    public void setOnAbort(String onAbort) {
        this.onAbort = choice("onAbort", onAbort);
    }

    public String getConcurrent() {
        return concurrent;
    }

    @DataBoundSetter
    public void setConcurrent(String concurrent) {
        this.concurrent = choice("concurrent", concurrent);
    }

    public boolean isDryRun() {
        return dryRun;
    }

    @DataBoundSetter
    public void setDryRun(boolean dryRun) {
        this.dryRun = dryRun;
    }

    public String getCredentialsId() {
        return credentialsId;
    }

    @DataBoundSetter
    public void setCredentialsId(String credentialsId) {
        this.credentialsId = Util.fixEmptyAndTrim(credentialsId);
    }

    public String getCaCredentialsId() {
        return caCredentialsId;
    }

    @DataBoundSetter
    public void setCaCredentialsId(String caCredentialsId) {
        this.caCredentialsId = Util.fixEmptyAndTrim(caCredentialsId);
    }

    /** The step's name, form and checks. */
    @Extension
    public static final class DescriptorImpl extends LongStepDescriptor {
        public DescriptorImpl() {
            super(new CanaryDeploy());
        }

        @Override
        public String getDisplayName() {
            return Messages.CanaryDeployStep_displayName();
        }

        @Override
        protected Map<String, ?> example() {
            return Map.of("workload", "local/model", "traffic", "local:http://127.0.0.1:9901", "credentialsId", "proxy");
        }

        @POST
        public ListBoxModel doFillStrategyItems() {
            return choices("strategy");
        }

        @POST
        public ListBoxModel doFillCapacityItems() {
            return choices("capacity");
        }

        @POST
        public ListBoxModel doFillJudgeItems() {
            return choices("judge");
        }

        @POST
        public ListBoxModel doFillAtEndItems() {
            return choices("atEnd");
        }

        @POST
        public ListBoxModel doFillOnOutageItems() {
            return choices("onOutage");
        }

        @POST
        public ListBoxModel doFillOnAbortItems() {
            return choices("onAbort");
        }

        @POST
        public ListBoxModel doFillConcurrentItems() {
            return choices("concurrent");
        }

        @POST
        public ListBoxModel doFillCredentialsIdItems(@AncestorInPath Item item, @QueryParameter String credentialsId) {
            return credentials(item, credentialsId);
        }

        @POST
        public ListBoxModel doFillMetricsCredentialsIdItems(@AncestorInPath Item item, @QueryParameter String metricsCredentialsId) {
            return credentials(item, metricsCredentialsId);
        }

        @POST
        public ListBoxModel doFillCaCredentialsIdItems(@AncestorInPath Item item, @QueryParameter String caCredentialsId) {
            return credentials(item, caCredentialsId);
        }

        @POST
        public FormValidation doCheckWorkload(@AncestorInPath Item item, @QueryParameter String value) {
            return check(item, example(), "workload", value);
        }

        @POST
        public FormValidation doCheckTraffic(@AncestorInPath Item item, @QueryParameter String value) {
            return check(item, example(), "traffic", value);
        }

        @POST
        public FormValidation doCheckSteps(@AncestorInPath Item item, @QueryParameter String value) {
            return check(item, example(), "steps", value);
        }

        @POST
        public FormValidation doCheckChecks(@AncestorInPath Item item, @QueryParameter String value) {
            return check(item, example(), "checks", value);
        }

        @POST
        public FormValidation doCheckConfidence(@AncestorInPath Item item, @QueryParameter String value) {
            return check(item, example(), "confidence", value);
        }

        @POST
        public FormValidation doCheckMinRequests(@AncestorInPath Item item, @QueryParameter String value) {
            return check(item, example(), "minRequests", value);
        }

        @POST
        public FormValidation doCheckInterval(@AncestorInPath Item item, @QueryParameter String value) {
            return check(item, example(), "interval", value);
        }

        @POST
        public FormValidation doCheckMetrics(@AncestorInPath Item item, @QueryParameter String value) {
            return check(item, example(), "metrics", value);
        }

        @POST
        public FormValidation doCheckMaxDuration(@AncestorInPath Item item, @QueryParameter String value) {
            return check(item, example(), "maxDuration", value);
        }

        @POST
        public FormValidation doCheckOutageTimeout(@AncestorInPath Item item, @QueryParameter String value) {
            return check(item, example(), "outageTimeout", value);
        }
    }
}
