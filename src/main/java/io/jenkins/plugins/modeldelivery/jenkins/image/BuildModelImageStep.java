package io.jenkins.plugins.modeldelivery.jenkins.image;

import hudson.Extension;
import hudson.Util;
import hudson.model.Item;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.modeldelivery.image.BuildModelImage;
import io.jenkins.plugins.modeldelivery.jenkins.operation.AgentStepDescriptor;
import io.jenkins.plugins.modeldelivery.operation.Capability;
import java.util.Map;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** {@code buildModelImage}: packs a model into an image, scans it, pushes it, and attaches where it came from. */
public final class BuildModelImageStep extends ImageContentOptions {
    private static final long serialVersionUID = 1L;

    private final String model;
    private String image;
    private String output;
    private String base;
    private String serve;
    private String credentialsId;
    private String baseCredentialsId;
    private String caCredentialsId;
    private boolean insecure;
    private boolean provenance = true;
    private String signingCredentialsId;
    private String scan;
    private boolean verify;
    private String maxSize;
    private boolean smoke;
    private String gpus;
    private String readyPath;
    private String readyTimeout;
    private String samplePath;
    private String sampleRequest;

    @DataBoundConstructor
    public BuildModelImageStep(String model) {
        this.model = Util.fixEmptyAndTrim(model);
    }

    @Override
    public Class<? extends Capability> capability() {
        return BuildModelImage.class;
    }

    public String getModel() {
        return model;
    }

    public String getImage() {
        return image;
    }

    @DataBoundSetter
    public void setImage(String image) {
        this.image = Util.fixEmptyAndTrim(image);
    }

    public String getOutput() {
        return output;
    }

    @DataBoundSetter
    public void setOutput(String output) {
        this.output = Util.fixEmptyAndTrim(output);
    }

    public String getBase() {
        return base;
    }

    @DataBoundSetter
    public void setBase(String base) {
        this.base = Util.fixEmptyAndTrim(base);
    }

    public String getServe() {
        return serve;
    }

    @DataBoundSetter
    public void setServe(String serve) {
        this.serve = Util.fixEmptyAndTrim(serve);
    }

    public String getCredentialsId() {
        return credentialsId;
    }

    @DataBoundSetter
    public void setCredentialsId(String credentialsId) {
        this.credentialsId = Util.fixEmptyAndTrim(credentialsId);
    }

    public String getBaseCredentialsId() {
        return baseCredentialsId;
    }

    @DataBoundSetter
    public void setBaseCredentialsId(String baseCredentialsId) {
        this.baseCredentialsId = Util.fixEmptyAndTrim(baseCredentialsId);
    }

    public String getCaCredentialsId() {
        return caCredentialsId;
    }

    @DataBoundSetter
    public void setCaCredentialsId(String caCredentialsId) {
        this.caCredentialsId = Util.fixEmptyAndTrim(caCredentialsId);
    }

    public boolean isInsecure() {
        return insecure;
    }

    @DataBoundSetter
    public void setInsecure(boolean insecure) {
        this.insecure = insecure;
    }

    public boolean isProvenance() {
        return provenance;
    }

    @DataBoundSetter
    public void setProvenance(boolean provenance) {
        this.provenance = provenance;
    }

    public String getSigningCredentialsId() {
        return signingCredentialsId;
    }

    @DataBoundSetter
    public void setSigningCredentialsId(String signingCredentialsId) {
        this.signingCredentialsId = Util.fixEmptyAndTrim(signingCredentialsId);
    }

    public String getScan() {
        return scan;
    }

    @DataBoundSetter
    public void setScan(String scan) {
        this.scan = choice("scan", scan);
    }

    public boolean isVerify() {
        return verify;
    }

    @DataBoundSetter
    public void setVerify(boolean verify) {
        this.verify = verify;
    }

    public String getMaxSize() {
        return maxSize;
    }

    @DataBoundSetter
    public void setMaxSize(String maxSize) {
        this.maxSize = Util.fixEmptyAndTrim(maxSize);
    }

    public boolean isSmoke() {
        return smoke;
    }

    @DataBoundSetter
    public void setSmoke(boolean smoke) {
        this.smoke = smoke;
    }

    public String getGpus() {
        return gpus;
    }

    @DataBoundSetter
    public void setGpus(String gpus) {
        this.gpus = Util.fixEmptyAndTrim(gpus);
    }

    public String getReadyPath() {
        return readyPath;
    }

    @DataBoundSetter
    public void setReadyPath(String readyPath) {
        this.readyPath = Util.fixEmptyAndTrim(readyPath);
    }

    public String getReadyTimeout() {
        return readyTimeout;
    }

    @DataBoundSetter
    public void setReadyTimeout(String readyTimeout) {
        this.readyTimeout = Util.fixEmptyAndTrim(readyTimeout);
    }

    public String getSamplePath() {
        return samplePath;
    }

    @DataBoundSetter
    public void setSamplePath(String samplePath) {
        this.samplePath = Util.fixEmptyAndTrim(samplePath);
    }

    public String getSampleRequest() {
        return sampleRequest;
    }

    @DataBoundSetter
    public void setSampleRequest(String sampleRequest) {
        this.sampleRequest = Util.fixEmptyAndTrim(sampleRequest);
    }

    /** The step's name, form and checks. */
    @Extension
    public static final class DescriptorImpl extends AgentStepDescriptor {
        public DescriptorImpl() {
            super(new BuildModelImage());
        }

        @Override
        public String getDisplayName() {
            return Messages.BuildModelImageStep_displayName();
        }

        @Override
        protected Map<String, ?> example() {
            return Map.of("model", "model/", "image", "registry.example.org/team/model:1");
        }

        @POST
        public ListBoxModel doFillFormItems() {
            return choices("form");
        }

        @POST
        public ListBoxModel doFillCompressionItems() {
            return choices("compression");
        }

        @POST
        public ListBoxModel doFillScanItems() {
            return choices("scan");
        }

        @POST
        public ListBoxModel doFillCredentialsIdItems(@AncestorInPath Item item, @QueryParameter String credentialsId) {
            return credentials(item, credentialsId);
        }

        @POST
        public ListBoxModel doFillBaseCredentialsIdItems(@AncestorInPath Item item, @QueryParameter String baseCredentialsId) {
            return credentials(item, baseCredentialsId);
        }

        @POST
        public ListBoxModel doFillCaCredentialsIdItems(@AncestorInPath Item item, @QueryParameter String caCredentialsId) {
            return credentials(item, caCredentialsId);
        }

        @POST
        public ListBoxModel doFillSigningCredentialsIdItems(@AncestorInPath Item item, @QueryParameter String signingCredentialsId) {
            return credentials(item, signingCredentialsId);
        }

        @POST
        public FormValidation doCheckImage(@AncestorInPath Item item, @QueryParameter String value) {
            return check(item, example(), "image", value);
        }

        @POST
        public FormValidation doCheckOutput(@AncestorInPath Item item, @QueryParameter String value) {
            return check(item, example(), "output", value);
        }

        @POST
        public FormValidation doCheckPorts(@AncestorInPath Item item, @QueryParameter String value) {
            return check(item, example(), "ports", value);
        }

        @POST
        public FormValidation doCheckCreated(@AncestorInPath Item item, @QueryParameter String value) {
            return check(item, example(), "created", value);
        }

        @POST
        public FormValidation doCheckPlatforms(@AncestorInPath Item item, @QueryParameter String value) {
            return check(item, example(), "platforms", value);
        }

        @POST
        public FormValidation doCheckMaxSize(@AncestorInPath Item item, @QueryParameter String value) {
            return check(item, example(), "maxSize", value);
        }

        @POST
        public FormValidation doCheckEnv(@AncestorInPath Item item, @QueryParameter String value) {
            return check(item, example(), "env", value);
        }

        @POST
        public FormValidation doCheckLabels(@AncestorInPath Item item, @QueryParameter String value) {
            return check(item, example(), "labels", value);
        }

        @POST
        public FormValidation doCheckBase(@AncestorInPath Item item, @QueryParameter String value) {
            return check(item, example(), "base", value);
        }
    }
}
