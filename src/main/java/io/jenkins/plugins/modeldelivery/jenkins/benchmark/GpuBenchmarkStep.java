package io.jenkins.plugins.modeldelivery.jenkins.benchmark;

import hudson.Extension;
import hudson.Util;
import hudson.model.Item;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.modeldelivery.benchmark.GpuBenchmark;
import io.jenkins.plugins.modeldelivery.jenkins.operation.AgentStepDescriptor;
import io.jenkins.plugins.modeldelivery.operation.Capability;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** {@code gpuBenchmark}: offers load to a model server, measures latency that charges stalls, and judges it by gates. */
public final class GpuBenchmarkStep extends RequestsStep {
    private static final long serialVersionUID = 1L;

    private String scenario;
    private String rate;
    private String concurrency;
    private Integer burst;
    private String trace;
    private String duration;
    private String warmup;
    private String requestTimeout;
    private ArrayList<String> gates;
    private ArrayList<String> slos;
    private String baseline;
    private Double confidence;
    private Integer minRequests;
    private Integer seed;
    private String gpu;
    private String gpuMetrics;
    private String serverMetrics;
    private String image;
    private String dockerHost;
    private String imageCredentialsId;
    private KubernetesJobs on;
    private Integer generators;

    @DataBoundConstructor
    public GpuBenchmarkStep() {
    }

    @Override
    public Class<? extends Capability> capability() {
        return GpuBenchmark.class;
    }

    public String getScenario() {
        return scenario;
    }

    @DataBoundSetter
    public void setScenario(String scenario) {
        this.scenario = choice("scenario", scenario);
    }

    public String getRate() {
        return rate;
    }

    @DataBoundSetter
    public void setRate(String rate) {
        this.rate = Util.fixEmptyAndTrim(rate);
    }

    public String getConcurrency() {
        return concurrency;
    }

    @DataBoundSetter
    public void setConcurrency(String concurrency) {
        this.concurrency = Util.fixEmptyAndTrim(concurrency);
    }

    public Integer getBurst() {
        return burst;
    }

    @DataBoundSetter
    public void setBurst(Integer burst) {
        this.burst = burst;
    }

    public String getTrace() {
        return trace;
    }

    @DataBoundSetter
    public void setTrace(String trace) {
        this.trace = Util.fixEmptyAndTrim(trace);
    }

    public String getDuration() {
        return duration;
    }

    @DataBoundSetter
    public void setDuration(String duration) {
        this.duration = Util.fixEmptyAndTrim(duration);
    }

    public String getWarmup() {
        return warmup;
    }

    @DataBoundSetter
    public void setWarmup(String warmup) {
        this.warmup = Util.fixEmptyAndTrim(warmup);
    }

    public String getRequestTimeout() {
        return requestTimeout;
    }

    @DataBoundSetter
    public void setRequestTimeout(String requestTimeout) {
        this.requestTimeout = Util.fixEmptyAndTrim(requestTimeout);
    }

    public List<String> getGates() {
        return gates;
    }

    @DataBoundSetter
    public void setGates(List<String> gates) {
        this.gates = lines(gates);
    }

    public List<String> getSlos() {
        return slos;
    }

    @DataBoundSetter
    public void setSlos(List<String> slos) {
        this.slos = lines(slos);
    }

    public String getBaseline() {
        return baseline;
    }

    @DataBoundSetter
    public void setBaseline(String baseline) {
        this.baseline = Util.fixEmptyAndTrim(baseline);
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

    public Integer getSeed() {
        return seed;
    }

    @DataBoundSetter
    public void setSeed(Integer seed) {
        this.seed = seed;
    }

    public String getGpu() {
        return gpu;
    }

    @DataBoundSetter
    public void setGpu(String gpu) {
        this.gpu = choice("gpu", gpu);
    }

    public String getGpuMetrics() {
        return gpuMetrics;
    }

    @DataBoundSetter
    public void setGpuMetrics(String gpuMetrics) {
        this.gpuMetrics = Util.fixEmptyAndTrim(gpuMetrics);
    }

    public String getServerMetrics() {
        return serverMetrics;
    }

    @DataBoundSetter
    public void setServerMetrics(String serverMetrics) {
        this.serverMetrics = Util.fixEmptyAndTrim(serverMetrics);
    }

    public String getImage() {
        return image;
    }

    @DataBoundSetter
    public void setImage(String image) {
        this.image = Util.fixEmptyAndTrim(image);
    }

    public String getDockerHost() {
        return dockerHost;
    }

    @DataBoundSetter
    public void setDockerHost(String dockerHost) {
        this.dockerHost = Util.fixEmptyAndTrim(dockerHost);
    }

    public String getImageCredentialsId() {
        return imageCredentialsId;
    }

    @DataBoundSetter
    public void setImageCredentialsId(String imageCredentialsId) {
        this.imageCredentialsId = Util.fixEmptyAndTrim(imageCredentialsId);
    }

    public KubernetesJobs getOn() {
        return on;
    }

    @DataBoundSetter
    public void setOn(KubernetesJobs on) {
        this.on = on;
    }

    public Integer getGenerators() {
        return generators;
    }

    @DataBoundSetter
    public void setGenerators(Integer generators) {
        this.generators = generators;
    }

    /** The step's name, form and checks. */
    @Extension
    public static final class DescriptorImpl extends AgentStepDescriptor {
        public DescriptorImpl() {
            super(new GpuBenchmark());
        }

        @Override
        public String getDisplayName() {
            return Messages.GpuBenchmarkStep_displayName();
        }

        @Override
        protected Map<String, ?> example() {
            return RightBenchmark.PLAIN;
        }

        @POST
        public ListBoxModel doFillProtocolItems() {
            return choices("protocol");
        }

        @POST
        public ListBoxModel doFillScenarioItems() {
            return choices("scenario");
        }

        @POST
        public ListBoxModel doFillGpuItems() {
            return choices("gpu");
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
        public ListBoxModel doFillImageCredentialsIdItems(@AncestorInPath Item item, @QueryParameter String imageCredentialsId) {
            return credentials(item, imageCredentialsId);
        }

        @POST
        public FormValidation doCheckUrl(@AncestorInPath Item item, @QueryParameter String value) {
            return check(item, example(), "url", value);
        }

        @POST
        public FormValidation doCheckRate(
                @AncestorInPath Item item, @QueryParameter String value, @QueryParameter String scenario) {
            return check(item, RightBenchmark.ofScenario(scenario), "rate", value);
        }

        @POST
        public FormValidation doCheckConcurrency(@AncestorInPath Item item, @QueryParameter String value) {
            return check(item, example(), "concurrency", value);
        }

        @POST
        public FormValidation doCheckBurst(@AncestorInPath Item item, @QueryParameter String value) {
            return check(item, example(), "burst", value);
        }

        @POST
        public FormValidation doCheckDuration(@AncestorInPath Item item, @QueryParameter String value) {
            return check(item, example(), "duration", value);
        }

        @POST
        public FormValidation doCheckWarmup(@AncestorInPath Item item, @QueryParameter String value) {
            return check(item, example(), "warmup", value);
        }

        @POST
        public FormValidation doCheckRequestTimeout(@AncestorInPath Item item, @QueryParameter String value) {
            return check(item, example(), "requestTimeout", value);
        }

        @POST
        public FormValidation doCheckGates(@AncestorInPath Item item, @QueryParameter String value) {
            return check(item, example(), "gates", value);
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
        public FormValidation doCheckGenerators(
                @AncestorInPath Item item,
                @QueryParameter String value,
                @QueryParameter String scenario,
                @QueryParameter String concurrency) {
            Map<String, Object> right = RightBenchmark.ofScenario(scenario);
            right.put("concurrency", concurrency);
            return check(item, right, "generators", value);
        }

        @POST
        public FormValidation doCheckSeed(@AncestorInPath Item item, @QueryParameter String value) {
            return check(item, example(), "seed", value);
        }

        @POST
        public FormValidation doCheckServerMetrics(@AncestorInPath Item item, @QueryParameter String value) {
            return check(item, example(), "serverMetrics", value);
        }

        @POST
        public FormValidation doCheckHeaders(@AncestorInPath Item item, @QueryParameter String value) {
            return check(item, example(), "headers", value);
        }

        @POST
        public FormValidation doCheckSlos(
                @AncestorInPath Item item, @QueryParameter String value, @QueryParameter String protocol) {
            return check(item, RightBenchmark.ofProtocol(protocol), "slos", value);
        }

        @POST
        public FormValidation doCheckExpect(@AncestorInPath Item item, @QueryParameter String value) {
            return check(item, example(), "expect", value);
        }
    }
}
