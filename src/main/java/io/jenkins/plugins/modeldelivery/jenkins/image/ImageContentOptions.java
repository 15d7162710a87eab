package io.jenkins.plugins.modeldelivery.jenkins.image;

import hudson.Util;
import io.jenkins.plugins.modeldelivery.jenkins.operation.AgentStep;
import java.util.ArrayList;
import java.util.List;
import org.kohsuke.stapler.DataBoundSetter;

/** The options of {@code buildModelImage} that say what is in the image and how it is built. */
public abstract class ImageContentOptions extends AgentStep {
    private static final long serialVersionUID = 1L;

    private ArrayList<String> tags;
    private ArrayList<String> entrypoint;
    private ArrayList<String> env;
    private ArrayList<Integer> ports;
    private String user;
    private ArrayList<String> labels;
    private String created;
    private String form;
    private String compression;
    private ArrayList<String> platforms;
    private String dockerfile;
    private String target;
    private ArrayList<String> buildArgs;
    private ArrayList<String> buildSecrets;
    private String dockerHost;

    public List<String> getTags() {
        return tags;
    }

    @DataBoundSetter
    public void setTags(List<String> tags) {
        this.tags = lines(tags);
    }

    public List<String> getEntrypoint() {
        return entrypoint;
    }

    @DataBoundSetter
    public void setEntrypoint(List<String> entrypoint) {
        this.entrypoint = lines(entrypoint);
    }

    public List<String> getEnv() {
        return env;
    }

    @DataBoundSetter
    public void setEnv(List<String> env) {
        this.env = lines(env);
    }

    public List<Integer> getPorts() {
        return ports;
    }

    @DataBoundSetter
    public void setPorts(List<Integer> ports) {
        this.ports = numbers(ports);
    }

    public String getUser() {
        return user;
    }

    @DataBoundSetter
    public void setUser(String user) {
        this.user = Util.fixEmptyAndTrim(user);
    }

    public List<String> getLabels() {
        return labels;
    }

    @DataBoundSetter
    public void setLabels(List<String> labels) {
        this.labels = lines(labels);
    }

    public String getCreated() {
        return created;
    }

    @DataBoundSetter
    public void setCreated(String created) {
        this.created = Util.fixEmptyAndTrim(created);
    }

    public String getForm() {
        return form;
    }

    @DataBoundSetter
    public void setForm(String form) {
        this.form = choice("form", form);
    }

    public String getCompression() {
        return compression;
    }

    @DataBoundSetter
    public void setCompression(String compression) {
        this.compression = choice("compression", compression);
    }

    public List<String> getPlatforms() {
        return platforms;
    }

    @DataBoundSetter
    public void setPlatforms(List<String> platforms) {
        this.platforms = lines(platforms);
    }

    public String getDockerfile() {
        return dockerfile;
    }

    @DataBoundSetter
    public void setDockerfile(String dockerfile) {
        this.dockerfile = Util.fixEmptyAndTrim(dockerfile);
    }

    public String getTarget() {
        return target;
    }

    @DataBoundSetter
    public void setTarget(String target) {
        this.target = Util.fixEmptyAndTrim(target);
    }

    public List<String> getBuildArgs() {
        return buildArgs;
    }

    @DataBoundSetter
    public void setBuildArgs(List<String> buildArgs) {
        this.buildArgs = lines(buildArgs);
    }

    public List<String> getBuildSecrets() {
        return buildSecrets;
    }

    @DataBoundSetter
    public void setBuildSecrets(List<String> buildSecrets) {
        this.buildSecrets = lines(buildSecrets);
    }

    public String getDockerHost() {
        return dockerHost;
    }

    @DataBoundSetter
    public void setDockerHost(String dockerHost) {
        this.dockerHost = Util.fixEmptyAndTrim(dockerHost);
    }
}
