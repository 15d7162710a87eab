package io.jenkins.plugins.modeldelivery.canary;

import java.time.Duration;

/**
 * Orders that the router does not take, one after another, while it may well answer when it is read: a permission that is
 * missing, a quota that is full, a conflict without end. One that is taken makes all before it forgotten.
 *
 * @param since the elapsed time of the first of them, in milliseconds; -1 when the last order was taken
 * @param last the elapsed time of the last of them, in milliseconds; -1 when that order was taken
 * @param trouble what the last was refused for, with the cure; the empty string when it was taken
 */
public record Refusal(long since, long last, String trouble) {
    static final Refusal NONE = new Refusal(-1, -1, "");

    /** The next order was refused. */
    Refusal again(long elapsed, String why) {
        return new Refusal(since < 0 ? elapsed : since, elapsed, why);
    }

    /** Whether the router was tried for so long; time in which nobody tried, as in a restart, does not count alone. */
    boolean lasts(Duration limit) {
        return since >= 0 && last - since >= limit.toMillis();
    }
}
