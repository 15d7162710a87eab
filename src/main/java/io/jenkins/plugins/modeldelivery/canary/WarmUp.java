package io.jenkins.plugins.modeldelivery.canary;

/**
 * How far a new version is warmed up by requests of our own: over once a round takes no longer a tenth less than the one
 * before.
 *
 * @param rounds rounds so far in which something was answered
 * @param failures rounds in a row in which nothing was
 * @param seconds mean time of an answer in the last round; 0 before the first
 */
public record WarmUp(int rounds, int failures, double seconds) {
    static final WarmUp NONE = new WarmUp(0, 0, 0);

    private static final double STEADY = 0.9;
    private static final int LONGEST = 20;
    private static final int MOST_FAILURES = 5;

    /**
     * One round of requests.
     *
     * @param answered requests with a good answer
     * @param failed requests without
     * @param seconds mean time of a good answer; NaN when there was none
     */
    public record Round(int answered, int failed, double seconds) {}

    WarmUp after(Round round) {
        return round.answered() == 0 ? new WarmUp(rounds, failures + 1, seconds) : new WarmUp(rounds + 1, 0, round.seconds());
    }

    // Not named as getters, which would make them part of the saved form.

    /** Whether {@code this}, the state after {@code before}, is steady. */
    boolean steadySince(WarmUp before) {
        return failures == 0 && (before.rounds > 0 && seconds >= STEADY * before.seconds || rounds >= LONGEST);
    }

    boolean failedForGood() {
        return failures >= MOST_FAILURES;
    }
}
