package io.jenkins.plugins.modeldelivery.jenkins.operation;

import hudson.Util;
import org.kohsuke.stapler.DataBoundSetter;

/** A step about a workload that a cluster may hold: which cluster, and where in it. */
public abstract class ClusterStep extends LongStep {
    private static final long serialVersionUID = 1L;

    private String namespace;
    private String cluster;
    private String kubeconfig;
    private String context;

    public String getNamespace() {
        return namespace;
    }

    @DataBoundSetter
    public void setNamespace(String namespace) {
        this.namespace = Util.fixEmptyAndTrim(namespace);
    }

    public String getCluster() {
        return cluster;
    }

    @DataBoundSetter
    public void setCluster(String cluster) {
        this.cluster = Util.fixEmptyAndTrim(cluster);
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
}
