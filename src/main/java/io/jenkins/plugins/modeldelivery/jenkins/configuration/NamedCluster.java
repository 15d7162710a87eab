package io.jenkins.plugins.modeldelivery.jenkins.configuration;

import hudson.AbortException;
import hudson.Extension;
import hudson.Util;
import hudson.model.AbstractDescribableImpl;
import hudson.model.Descriptor;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.modeldelivery.jenkins.credentials.StoredCredentials;
import io.jenkins.plugins.modeldelivery.kubernetes.ClusterAccess;
import io.jenkins.plugins.modeldelivery.kubernetes.ClusterConnection;
import io.jenkins.plugins.modeldelivery.operation.Cluster;
import io.jenkins.plugins.modeldelivery.operation.InvalidInputException;
import io.jenkins.plugins.modeldelivery.operation.SurroundingsException;
import java.io.IOException;
import jenkins.model.Jenkins;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/**
 * A cluster that jobs reach by name. The credential is looked up in the scope of each job, so a folder may have one of its
 * own under the same id.
 */
public final class NamedCluster extends AbstractDescribableImpl<NamedCluster> {
    private final String name;
    private final String kubeconfigCredentialsId;
    private String context;

    @DataBoundConstructor
    public NamedCluster(String name, String kubeconfigCredentialsId) {
        this.name = Util.fixEmptyAndTrim(name);
        this.kubeconfigCredentialsId = Util.fixEmptyAndTrim(kubeconfigCredentialsId);
    }

    /** Whether it can be used. */
    boolean isComplete() {
        return name != null && kubeconfigCredentialsId != null;
    }

    public String getName() {
        return name;
    }

    public String getKubeconfigCredentialsId() {
        return kubeconfigCredentialsId;
    }

    public String getContext() {
        return context;
    }

    @DataBoundSetter
    public void setContext(String context) {
        this.context = Util.fixEmptyAndTrim(context);
    }

    Cluster toCluster() {
        return new Cluster(name, kubeconfigCredentialsId, context == null ? "" : context);
    }

    /** The form of a cluster. */
    @Extension
    @Symbol("namedCluster")
    public static final class DescriptorImpl extends Descriptor<NamedCluster> {
        @Override
        public String getDisplayName() {
            return Messages.NamedCluster_displayName();
        }

        @POST
        public ListBoxModel doFillKubeconfigCredentialsIdItems(@QueryParameter String kubeconfigCredentialsId) {
            return StoredCredentials.globalChoices(kubeconfigCredentialsId);
        }

        @POST
        public FormValidation doCheckName(@QueryParameter String value) {
            return FormValidation.validateRequired(value);
        }

        @POST
        public FormValidation doCheckKubeconfigCredentialsId(@QueryParameter String value) {
            return FormValidation.validateRequired(value);
        }

        /** Asks the cluster for its version. */
        @POST
        public FormValidation doTestConnection(@QueryParameter String kubeconfigCredentialsId, @QueryParameter String context)
                throws IOException, InterruptedException {
            Jenkins.get().checkPermission(Jenkins.ADMINISTER);
            try {
                String kubeconfig = StoredCredentials.find(kubeconfigCredentialsId, "").secret();
                ClusterAccess access = ClusterAccess.ofKubeconfig(kubeconfig, context == null ? "" : context.strip());
                try (ClusterConnection cluster =
                        ClusterConnection.open(access, ModelDeliveryConfiguration.get().controllerOutbound())) {
                    String version = cluster.ask("get /version", () -> cluster.client().getKubernetesVersion().getGitVersion());
                    return FormValidation.ok(Messages.NamedCluster_reached(version));
                }
            } catch (AbortException | InvalidInputException | SurroundingsException e) {
                return FormValidation.error(e.getMessage());
            }
        }
    }
}
