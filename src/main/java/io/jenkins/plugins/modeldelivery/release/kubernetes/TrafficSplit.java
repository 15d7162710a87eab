package io.jenkins.plugins.modeldelivery.release.kubernetes;

import io.fabric8.kubernetes.api.model.apps.Deployment;

/**
 * Divides traffic between the pods of two Deployments. Whatever it makes for the canary it takes away again, so that the
 * objects of stable are after a release what they were before.
 */
interface TrafficSplit {
    /** Whether the route leads to stable and can be divided; an error says why not. Changes nothing. */
    void check(Deployment stable) throws InterruptedException;

    /** The canary's share, 0 to 100, as the cluster has it; the canary is null when there is none. */
    int read(Deployment stable, Deployment canary) throws InterruptedException;

    /** The release whose canary the route knows, even when its pods are gone; the empty string for none. */
    String owner(Deployment stable) throws InterruptedException;

    /** Gives a canary that is about to be made the labels by which its traffic finds it, and no other. */
    void label(Deployment canary, Deployment stable) throws InterruptedException;

    /** Makes what leads to the canary, without traffic. */
    void open(Deployment stable, Deployment canary) throws InterruptedException;

    /**
     * Gives the canary this share, in one write.
     *
     * @param canary null when it is gone; its share can then only be 0
     */
    void write(int percent, Deployment stable, Deployment canary) throws InterruptedException;

    /** Leads everything to the canary, since the last of stable's pods is about to go. */
    default void handOver(Deployment stable, Deployment canary) throws InterruptedException {
        write(100, stable, canary);
    }

    /** Takes away what {@link #open} made. */
    void close(Deployment stable) throws InterruptedException;

    /** How many pods the canary needs for a share. */
    int replicas(int percent, int stableReplicas);
}
