package io.jenkins.plugins.modeldelivery.rollback;

import java.time.Duration;

/** Tells in plain words how a watch ended, and in few words what it is. */
final class Narration {
    private Narration() {}

    static String of(Outcome outcome, String why) {
        return switch (outcome) {
            case CLEAN -> Messages.End_clean(why);
            case UNKNOWN -> Messages.End_unknown(why);
            case ROLLED_BACK -> Messages.End_rolledBack(why);
            case ALARMED -> Messages.End_alarmed(why);
            case UNCONFIRMED -> Messages.End_unconfirmed(why);
            case STOPPED -> Messages.End_stopped(why);
            case REPLACED -> Messages.End_replaced(why);
        };
    }

    /** For a badge or a list; the outcome is null while the watch goes on. */
    static String badge(Outcome outcome, String cause, Duration watch) {
        if (outcome == null) {
            return Messages.Badge_watching();
        }
        return switch (outcome) {
            case CLEAN -> Messages.Badge_clean(shortly(watch));
            case UNKNOWN -> Messages.Badge_unknown();
            case ROLLED_BACK -> Messages.Badge_rolledBack(cause);
            case ALARMED -> Messages.Badge_alarmed(cause);
            case UNCONFIRMED -> Messages.Badge_unconfirmed();
            case STOPPED -> Messages.Badge_stopped();
            case REPLACED -> Messages.Badge_replaced();
        };
    }

    /** As people write it: 2 h, 90 min, 30 s. */
    private static String shortly(Duration duration) {
        long seconds = duration.toSeconds();
        if (seconds % 3600 == 0 && seconds > 0) {
            return seconds / 3600 + " h";
        }
        return seconds % 60 == 0 && seconds > 0 ? seconds / 60 + " min" : seconds + " s";
    }
}
