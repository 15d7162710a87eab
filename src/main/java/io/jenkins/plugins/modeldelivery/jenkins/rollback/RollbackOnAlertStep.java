package io.jenkins.plugins.modeldelivery.jenkins.rollback;

import hudson.Extension;
import hudson.Util;
import hudson.model.Item;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.modeldelivery.jenkins.operation.ClusterStep;
import io.jenkins.plugins.modeldelivery.jenkins.operation.LongStepDescriptor;
import io.jenkins.plugins.modeldelivery.operation.LongCapability;
import io.jenkins.plugins.modeldelivery.rollback.RollbackOnAlert;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** {@code rollbackOnAlert}: watches a release and brings the version before it back when production complains. */
public class RollbackOnAlertStep extends ClusterStep {
    private static final long serialVersionUID = 1L;

    private final String workload;
    private String traffic;
    private String trafficCredentialsId;
    private ArrayList<String> alerts;
    private String alertmanager;
    private String metrics;
    private String via;
    private ArrayList<String> rules;
    private String watch;
    private String interval;
    private String clearFor;
    private String rollback;
    private boolean force;
    private boolean dryRun;
    /** Null while nobody said so, since the freestyle build step has another default. */
    private Boolean detach;
    private String onAbort;
    private String retrain;
    private ArrayList<String> retrainParameters;
    private Integer retrainBudget;
    private String retrainCooldown;
    private String credentialsId;
    private String caCredentialsId;

    @DataBoundConstructor
    public RollbackOnAlertStep(String workload) {
        this.workload = Util.fixEmptyAndTrim(workload);
    }

    @Override
    public Class<? extends LongCapability> capability() {
        return RollbackOnAlert.class;
    }

    public String getWorkload() {
        return workload;
    }

    public String getTraffic() {
        return traffic;
    }

    @DataBoundSetter
    public void setTraffic(String traffic) {
        this.traffic = Util.fixEmptyAndTrim(traffic);
    }

    public String getTrafficCredentialsId() {
        return trafficCredentialsId;
    }

    @DataBoundSetter
    public void setTrafficCredentialsId(String trafficCredentialsId) {
        this.trafficCredentialsId = Util.fixEmptyAndTrim(trafficCredentialsId);
    }

    public List<String> getAlerts() {
        return alerts;
    }

    @DataBoundSetter
    public void setAlerts(List<String> alerts) {
        this.alerts = lines(alerts);
    }

    public String getAlertmanager() {
        return alertmanager;
    }

    @DataBoundSetter
    public void setAlertmanager(String alertmanager) {
        this.alertmanager = Util.fixEmptyAndTrim(alertmanager);
    }

    public String getMetrics() {
        return metrics;
    }

    @DataBoundSetter
    public void setMetrics(String metrics) {
        this.metrics = Util.fixEmptyAndTrim(metrics);
    }

    public String getVia() {
        return via;
    }

    @DataBoundSetter
    public void setVia(String via) {
        this.via = Util.fixEmptyAndTrim(via);
    }

    public List<String> getRules() {
        return rules;
    }

    @DataBoundSetter
    public void setRules(List<String> rules) {
        this.rules = lines(rules);
    }

    public String getWatch() {
        return watch;
    }

    @DataBoundSetter
    public void setWatch(String watch) {
        this.watch = Util.fixEmptyAndTrim(watch);
    }

    public String getInterval() {
        return interval;
    }

    @DataBoundSetter
    public void setInterval(String interval) {
        this.interval = Util.fixEmptyAndTrim(interval);
    }

    public String getClearFor() {
        return clearFor;
    }

    @DataBoundSetter
    public void setClearFor(String clearFor) {
        this.clearFor = Util.fixEmptyAndTrim(clearFor);
    }

    public String getRollback() {
        return rollback;
    }

    @DataBoundSetter
    public void setRollback(String rollback) {
        this.rollback = choice("rollback", rollback);
    }

    public boolean isForce() {
        return force;
    }

    @DataBoundSetter
    public void setForce(boolean force) {
        this.force = force;
    }

    public boolean isDryRun() {
        return dryRun;
    }

    @DataBoundSetter
    public void setDryRun(boolean dryRun) {
        this.dryRun = dryRun;
    }

    public boolean isDetach() {
        return Boolean.TRUE.equals(detach);
    }

    @DataBoundSetter
    public void setDetach(boolean detach) {
        this.detach = detach;
    }

    /** Ends the build while the watch goes on, unless it was said not to. */
    void detachByDefault() {
        detach = detach == null || detach;
    }

    public String getRetrain() {
        return retrain;
    }

    @DataBoundSetter
    public void setRetrain(String retrain) {
        this.retrain = Util.fixEmptyAndTrim(retrain);
    }

    public List<String> getRetrainParameters() {
        return retrainParameters;
    }

    @DataBoundSetter
    public void setRetrainParameters(List<String> retrainParameters) {
        this.retrainParameters = lines(retrainParameters);
    }

    public Integer getRetrainBudget() {
        return retrainBudget;
    }

    @DataBoundSetter
    public void setRetrainBudget(Integer retrainBudget) {
        this.retrainBudget = retrainBudget;
    }

    public String getRetrainCooldown() {
        return retrainCooldown;
    }

    @DataBoundSetter
    public void setRetrainCooldown(String retrainCooldown) {
        this.retrainCooldown = Util.fixEmptyAndTrim(retrainCooldown);
    }

    public String getOnAbort() {
        return onAbort;
    }

    @DataBoundSetter
    public void setOnAbort(String onAbort) {
        this.onAbort = choice("onAbort", onAbort);
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
    public static class DescriptorImpl extends LongStepDescriptor {
        public DescriptorImpl() {
            super(new RollbackOnAlert());
        }

        @Override
        public String getDisplayName() {
            return Messages.RollbackOnAlertStep_displayName();
        }

        @Override
        protected Map<String, ?> example() {
            return Map.of("workload", "local/model", "traffic", "local:http://127.0.0.1:9901", "trafficCredentialsId", "proxy", "alerts", "model=fraud", "metrics", "http://127.0.0.1:9090");
        }

        @POST
        public ListBoxModel doFillRollbackItems() {
            return choices("rollback");
        }

        @POST
        public ListBoxModel doFillOnAbortItems() {
            return choices("onAbort");
        }

        @POST
        public ListBoxModel doFillTrafficCredentialsIdItems(@AncestorInPath Item item, @QueryParameter String trafficCredentialsId) {
            return credentials(item, trafficCredentialsId);
        }

        @POST
        public ListBoxModel doFillCredentialsIdItems(@AncestorInPath Item item, @QueryParameter String credentialsId) {
            return credentials(item, credentialsId);
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
        public FormValidation doCheckAlerts(@AncestorInPath Item item, @QueryParameter String value) {
            return check(item, example(), "alerts", value);
        }

        @POST
        public FormValidation doCheckAlertmanager(@AncestorInPath Item item, @QueryParameter String value) {
            return check(item, example(), "alertmanager", value);
        }

        @POST
        public FormValidation doCheckMetrics(@AncestorInPath Item item, @QueryParameter String value) {
            return check(item, example(), "metrics", value);
        }

        @POST
        public FormValidation doCheckRules(@AncestorInPath Item item, @QueryParameter String value) {
            return check(item, example(), "rules", value);
        }

        @POST
        public FormValidation doCheckWatch(@AncestorInPath Item item, @QueryParameter String value) {
            return check(item, example(), "watch", value);
        }

        @POST
        public FormValidation doCheckInterval(@AncestorInPath Item item, @QueryParameter String value) {
            return check(item, example(), "interval", value);
        }

        @POST
        public FormValidation doCheckRetrainParameters(@AncestorInPath Item item, @QueryParameter String value) {
            return check(item, retraining(), "retrainParameters", value);
        }

        @POST
        public FormValidation doCheckRetrainBudget(@AncestorInPath Item item, @QueryParameter String value) {
            return check(item, retraining(), "retrainBudget", value);
        }

        @POST
        public FormValidation doCheckRetrainCooldown(@AncestorInPath Item item, @QueryParameter String value) {
            return check(item, retraining(), "retrainCooldown", value);
        }

        private Map<String, Object> retraining() {
            Map<String, Object> request = new HashMap<>(example());
            request.put("retrain", "train-model");
            return request;
        }

        @POST
        public FormValidation doCheckClearFor(@AncestorInPath Item item, @QueryParameter String value) {
            return check(item, example(), "clearFor", value);
        }
    }
}
