package io.jenkins.plugins.modeldelivery.canary;

/** What the machine wants done outside; doing it twice is as good as once. */
public sealed interface Action {
    /** Gives the canary this share of traffic, 0 to 100. */
    record Shift(int canaryPercent) implements Action {}

    /** Makes the canary that the router knows by this name the stable version. */
    record Promote(String canary) implements Action {}
}
