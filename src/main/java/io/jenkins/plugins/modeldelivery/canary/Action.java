package io.jenkins.plugins.modeldelivery.canary;

/** What the machine wants done outside; doing it twice is as good as once. */
public sealed interface Action {
    /** Brings the new version up beside stable, without traffic. */
    record Deploy(String release) implements Action {}

    /** Gives the canary this share of traffic, 0 to 100. */
    record Shift(int canaryPercent) implements Action {}

    /** Makes the canary that the router knows by this name the stable version. */
    record Promote(String canary) implements Action {}

    /** Takes the canary away once it has no traffic. */
    record Withdraw(String canary) implements Action {}
}
