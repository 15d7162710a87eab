package io.jenkins.plugins.modeldelivery.canary;

/** Asks the new version what nobody else waits for. */
@FunctionalInterface
public interface Prober {
    /** Sends each request once, one after the other. What fails is counted, not thrown. */
    WarmUp.Round round() throws InterruptedException;
}
