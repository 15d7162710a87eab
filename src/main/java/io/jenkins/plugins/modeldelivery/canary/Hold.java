package io.jenkins.plugins.modeldelivery.canary;

/**
 * What keeps a canary from its next step beside the evidence.
 *
 * @param pausedBy who paused it; null when nobody did
 * @param approved the share that a person agreed to; 0 for none
 * @param awaited the share that a person must agree to now; 0 for none
 * @param reason why it was held at the last look; the empty string when it was not
 */
public record Hold(String pausedBy, int approved, int awaited, String reason) {
    static final Hold NONE = new Hold(null, 0, 0, "");

    // Not named as getters, which would make them part of the saved form.

    /** Whether it is held: a pause holds from the moment it is asked for, also while nothing is due that it keeps back. */
    boolean holds() {
        return !why().isEmpty();
    }

    /** Why it is held; the empty string when it is not. */
    String why() {
        return reason.isEmpty() && pausedBy != null ? Messages.Hold_paused(pausedBy) : reason;
    }

    Hold pausing(String by) {
        return new Hold(by, approved, awaited, reason);
    }

    Hold agreed() {
        return new Hold(pausedBy, awaited, 0, reason);
    }

    Hold because(String why) {
        return new Hold(pausedBy, approved, 0, why);
    }

    Hold awaiting(int share, String why) {
        return new Hold(pausedBy, approved, share, why);
    }
}
