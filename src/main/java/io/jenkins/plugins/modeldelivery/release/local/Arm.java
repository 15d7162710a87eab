package io.jenkins.plugins.modeldelivery.release.local;

import java.util.Locale;

/** The two versions that share a proxy's traffic. */
public enum Arm {
    STABLE,
    CANARY;

    /** The value of the label {@code arm} in the proxy's metrics. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
