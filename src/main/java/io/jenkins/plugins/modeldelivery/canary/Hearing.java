package io.jenkins.plugins.modeldelivery.canary;

import io.jenkins.plugins.modeldelivery.operation.Signal;
import java.util.EnumSet;
import java.util.Set;

/**
 * What a person can ask of a canary in the state that it is in. The machine passes over all else, a request for it is
 * refused, and no page offers it.
 */
final class Hearing {
    private Hearing() {}

    static Set<Signal.Kind> of(CanaryState state) {
        Set<Signal.Kind> heard = EnumSet.noneOf(Signal.Kind.class);
        if (state.phase() == Phase.PROMOTING) {
            heard.add(Signal.Kind.ROLL_BACK);
        }
        if (state.phase() != Phase.PREFLIGHT && !state.phase().isUnderWay()) {
            return heard;
        }
        heard.add(state.hold().pausedBy() == null ? Signal.Kind.PAUSE : Signal.Kind.RESUME);
        heard.add(Signal.Kind.ROLL_BACK);
        if (state.hold().awaited() > 0) {
            heard.add(Signal.Kind.APPROVE);
        }
        if (canBeUrged(state)) {
            heard.add(Signal.Kind.ADVANCE);
            heard.add(Signal.Kind.PROMOTE);
        }
        return heard;
    }

    /** The share never rises while nobody sees what it does, nor before the last order was followed. */
    private static boolean canBeUrged(CanaryState state) {
        boolean settled = state.phase() == Phase.WARMING || state.phase() == Phase.WATCHING;
        return settled && !state.timing().someoneAway();
    }
}
