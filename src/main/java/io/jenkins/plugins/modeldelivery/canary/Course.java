package io.jenkins.plugins.modeldelivery.canary;

/**
 * What a canary is about to do, and how it ended.
 *
 * @param outcome how it ended; null while it goes on
 * @param reason why it ended, or why it is about to
 * @param step index of the present share among the plan's; -1 before the first
 * @param target the canary's share that was last ordered, in per cent
 */
public record Course(Phase phase, Outcome outcome, String reason, int step, int target, Hold hold) {
    static final Course BEGIN = new Course(Phase.PREFLIGHT, null, "", -1, 0, Hold.NONE);

    Course in(Phase next) {
        return new Course(next, outcome, reason, step, target, hold);
    }

    Course with(Hold next) {
        return new Course(phase, outcome, reason, step, target, next);
    }

    Course because(String why) {
        return new Course(phase, outcome, why, step, target, hold);
    }

    Course shifting(int nextStep, int share) {
        return new Course(Phase.SHIFTING, outcome, reason, nextStep, share, hold);
    }

    Course over(Outcome how, String why) {
        return new Course(Phase.DONE, how, why, step, target, Hold.NONE);
    }
}
