package io.jenkins.plugins.modeldelivery.operation;

/**
 * A cluster that an administrator has named.
 *
 * @param name as {@code cluster: '…'} gives it
 * @param kubeconfigCredentialsId credential that holds the kubeconfig
 * @param context context of the kubeconfig; the empty string for the current one
 */
public record Cluster(String name, String kubeconfigCredentialsId, String context) {}
