package io.jenkins.plugins.modeldelivery.jenkins.benchmark;

import hudson.Extension;
import hudson.Util;
import hudson.model.AbstractDescribableImpl;
import hudson.model.Descriptor;
import hudson.model.Item;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.modeldelivery.jenkins.credentials.StoredCredentials;
import io.jenkins.plugins.modeldelivery.jenkins.operation.ModelStep;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** {@code on: kubernetes(…)}: a benchmark whose server and load run as Jobs. */
public final class KubernetesJobs extends AbstractDescribableImpl<KubernetesJobs> implements Serializable {
    private static final long serialVersionUID = 1L;

    private final String generatorImage;
    private String namespace;
    private Integer gpus;
    private ArrayList<String> nodeSelector;
    private String image;
    private String kubeconfig;
    private String context;
    private String deadline;

    @DataBoundConstructor
    public KubernetesJobs(String generatorImage) {
        this.generatorImage = Util.fixEmptyAndTrim(generatorImage);
    }

    public String getGeneratorImage() {
        return generatorImage;
    }

    public String getNamespace() {
        return namespace;
    }

    @DataBoundSetter
    public void setNamespace(String namespace) {
        this.namespace = Util.fixEmptyAndTrim(namespace);
    }

    public Integer getGpus() {
        return gpus;
    }

    @DataBoundSetter
    public void setGpus(Integer gpus) {
        this.gpus = gpus;
    }

    public List<String> getNodeSelector() {
        return nodeSelector;
    }

    @DataBoundSetter
    public void setNodeSelector(List<String> nodeSelector) {
        this.nodeSelector = ModelStep.lines(nodeSelector);
    }

    public String getImage() {
        return image;
    }

    @DataBoundSetter
    public void setImage(String image) {
        this.image = Util.fixEmptyAndTrim(image);
    }

    public String getKubeconfig() {
        return kubeconfig;
    }

    @DataBoundSetter
    public void setKubeconfig(String kubeconfig) {
        this.kubeconfig = Util.fixEmptyAndTrim(kubeconfig);
    }

    public String getContext() {
        return context;
    }

    @DataBoundSetter
    public void setContext(String context) {
        this.context = Util.fixEmptyAndTrim(context);
    }

    public String getDeadline() {
        return deadline;
    }

    @DataBoundSetter
    public void setDeadline(String deadline) {
        this.deadline = Util.fixEmptyAndTrim(deadline);
    }

    /** The form. */
    @Extension
    @Symbol("kubernetes")
    public static final class DescriptorImpl extends Descriptor<KubernetesJobs> {
        @Override
        public String getDisplayName() {
            return Messages.KubernetesJobs_displayName();
        }

        /** A list's elements, one a line, as a text area shows them. */
        public String lines(List<String> elements) {
            return elements == null ? null : String.join("\n", elements);
        }

        @POST
        public ListBoxModel doFillKubeconfigItems(@AncestorInPath Item item, @QueryParameter String kubeconfig) {
            return StoredCredentials.choices(item, kubeconfig);
        }

        @POST
        public FormValidation doCheckGeneratorImage(@AncestorInPath Item item, @QueryParameter String value) {
            return item != null && !item.hasPermission(Item.CONFIGURE)
                    ? FormValidation.ok()
                    : FormValidation.validateRequired(value);
        }
    }
}
