package io.jenkins.plugins.modeldelivery.release;

import java.util.Locale;

/** How a new version takes over. */
public enum Strategy {
    /** By rising shares of the traffic. */
    CANARY,
    /** Beside the old one at full size, then all traffic at once. */
    BLUE_GREEN,
    /** Pod by pod in the place of the old one. */
    ROLLING,
    /** For requests with a certain header or cookie alone, until it is promoted. */
    DARK_LAUNCH,
    /** With a copy of the traffic, whose answers nobody gets. */
    SHADOW;

    /** The name as a Jenkinsfile has it, as in {@code blue-green}. */
    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
