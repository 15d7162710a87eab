package io.jenkins.plugins.modeldelivery.release;

/**
 * Where a workload's traffic goes, as its router says.
 *
 * @param stable what the stable version is known by to the router, such as an address; the empty string for none
 * @param canary what the canary is known by; the empty string for none
 * @param canaryPercent the canary's share of traffic, 0 to 100
 * @param readiness whether the canary, or the version that is being promoted, can take traffic
 */
public record Route(String stable, String canary, int canaryPercent, Readiness readiness) {
    public Route {
        if (canaryPercent < 0 || canaryPercent > 100) {
            throw new IllegalArgumentException("no share of traffic: " + canaryPercent);
        }
    }

    /** A route between versions that somebody else starts and that run already. */
    public Route(String stable, String canary, int canaryPercent) {
        this(stable, canary, canaryPercent, Readiness.READY);
    }

    public boolean hasStable() {
        return !stable.isEmpty();
    }

    public boolean hasCanary() {
        return !canary.isEmpty();
    }

    /** Whether what was the canary has become the stable version and nothing competes with it. */
    public boolean hasPromoted(String formerCanary) {
        return stable.equals(formerCanary) && !hasCanary();
    }
}
