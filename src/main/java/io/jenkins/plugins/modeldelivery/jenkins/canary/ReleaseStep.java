package io.jenkins.plugins.modeldelivery.jenkins.canary;

import hudson.Util;
import io.jenkins.plugins.modeldelivery.jenkins.operation.ClusterStep;
import java.util.ArrayList;
import java.util.List;
import org.kohsuke.stapler.DataBoundSetter;

/** What is released, how it takes over, and who has a say in it; the step itself adds how it is judged. */
public abstract class ReleaseStep extends ClusterStep {
    private static final long serialVersionUID = 1L;

    private String image;
    private String container;
    private ArrayList<String> manifests;
    private String metrics;
    private String via;
    private String capacity;
    private Integer minStable;
    private String header;
    private String cookie;
    private String strategy;
    private String traffic;
    private ArrayList<Integer> steps;
    private String warmup;
    private ArrayList<Integer> approvals;
    private ArrayList<String> before;
    private ArrayList<String> after;
    private ArrayList<String> freeze;
    private String requireEvaluation;
    private String overrideReason;
    private boolean force;

    public String getImage() {
        return image;
    }

    @DataBoundSetter
    public void setImage(String image) {
        this.image = Util.fixEmptyAndTrim(image);
    }

    public String getContainer() {
        return container;
    }

    @DataBoundSetter
    public void setContainer(String container) {
        this.container = Util.fixEmptyAndTrim(container);
    }

    public List<String> getManifests() {
        return manifests;
    }

    @DataBoundSetter
    public void setManifests(List<String> manifests) {
        this.manifests = texts(manifests);
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

    public String getCapacity() {
        return capacity;
    }

    @DataBoundSetter
    public void setCapacity(String capacity) {
        this.capacity = choice("capacity", capacity);
    }

    public Integer getMinStable() {
        return minStable;
    }

    @DataBoundSetter
    public void setMinStable(Integer minStable) {
        this.minStable = minStable;
    }

    public String getHeader() {
        return header;
    }

    @DataBoundSetter
    public void setHeader(String header) {
        this.header = Util.fixEmptyAndTrim(header);
    }

    public String getCookie() {
        return cookie;
    }

    @DataBoundSetter
    public void setCookie(String cookie) {
        this.cookie = Util.fixEmptyAndTrim(cookie);
    }

    public String getStrategy() {
        return strategy;
    }

    @DataBoundSetter
    public void setStrategy(String strategy) {
        this.strategy = choice("strategy", strategy);
    }

    public String getTraffic() {
        return traffic;
    }

    @DataBoundSetter
    public void setTraffic(String traffic) {
        this.traffic = Util.fixEmptyAndTrim(traffic);
    }

    public List<Integer> getSteps() {
        return steps;
    }

    @DataBoundSetter
    public void setSteps(List<Integer> steps) {
        this.steps = numbers(steps);
    }

    public String getWarmup() {
        return warmup;
    }

    @DataBoundSetter
    public void setWarmup(String warmup) {
        this.warmup = Util.fixEmptyAndTrim(warmup);
    }

    public List<Integer> getApprovals() {
        return approvals;
    }

    @DataBoundSetter
    public void setApprovals(List<Integer> approvals) {
        this.approvals = numbers(approvals);
    }

    public List<String> getBefore() {
        return before;
    }

    @DataBoundSetter
    public void setBefore(List<String> before) {
        this.before = lines(before);
    }

    public List<String> getAfter() {
        return after;
    }

    @DataBoundSetter
    public void setAfter(List<String> after) {
        this.after = lines(after);
    }

    public List<String> getFreeze() {
        return freeze;
    }

    @DataBoundSetter
    public void setFreeze(List<String> freeze) {
        this.freeze = lines(freeze);
    }

    public String getRequireEvaluation() {
        return requireEvaluation;
    }

    @DataBoundSetter
    public void setRequireEvaluation(String requireEvaluation) {
        this.requireEvaluation = Util.fixEmptyAndTrim(requireEvaluation);
    }

    public String getOverrideReason() {
        return overrideReason;
    }

    @DataBoundSetter
    public void setOverrideReason(String overrideReason) {
        this.overrideReason = Util.fixEmptyAndTrim(overrideReason);
    }

    public boolean isForce() {
        return force;
    }

    @DataBoundSetter
    public void setForce(boolean force) {
        this.force = force;
    }

    /** A manifest's own text stays whole; other lines name a file each. */
    private static ArrayList<String> texts(List<String> manifests) {
        ArrayList<String> texts = new ArrayList<>();
        for (String manifest : manifests == null ? List.<String>of() : manifests) {
            if (manifest.contains("apiVersion")) {
                texts.add(manifest.strip());
            } else {
                ArrayList<String> files = lines(List.of(manifest));
                texts.addAll(files == null ? List.of() : files);
            }
        }
        return texts.isEmpty() ? null : texts;
    }
}
