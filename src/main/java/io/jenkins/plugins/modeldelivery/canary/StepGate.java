package io.jenkins.plugins.modeldelivery.canary;

import io.jenkins.plugins.modeldelivery.operation.Signal;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.Comparator;
import java.util.Optional;

/** What people and calendars have to say about a step: signals, approvals, pauses and freezes. */
final class StepGate {
    private final CanaryPlan plan;

    StepGate(CanaryPlan plan) {
        this.plan = plan;
    }

    /** Takes in what lasts: pauses, agreements. One that makes no sense now is passed over with a word. */
    CanaryState hear(CanaryState before, Sighting seen) {
        CanaryState state = before;
        for (Signal signal : seen.signals()) {
            state = hear(state, signal);
        }
        return state;
    }

    private static CanaryState hear(CanaryState state, Signal signal) {
        boolean personal = signal.kind() != Signal.Kind.ABORT && signal.kind() != Signal.Kind.SUPERSEDE;
        if (personal && !Hearing.of(state).contains(signal.kind())) {
            return state.noting(Messages.Event_passedOver(who(signal), signal.kind().name()));
        }
        Hold hold = state.hold();
        return switch (signal.kind()) {
            case PAUSE -> state.with(hold.pausing(who(signal))).noting(Messages.Event_paused(who(signal)));
            case RESUME -> state.with(hold.pausing(null)).noting(Messages.Event_resumed(who(signal)));
            case APPROVE -> state.with(hold.agreed()).noting(Messages.Event_agreed(who(signal), Integer.toString(hold.awaited())));
            default -> state;
        };
    }

    /** Why the canary is to go back by somebody's word; empty when nobody asks for it. */
    Optional<String> recall(Sighting seen) {
        Optional<String> asked = asked(seen);
        if (asked.isPresent()) {
            return asked;
        }
        if (seen.asked(Signal.Kind.SUPERSEDE).isPresent()) {
            return Optional.of(Messages.Reason_superseded());
        }
        return seen.aborted() ? Optional.of(Messages.Reason_aborted()) : Optional.empty();
    }

    /** Why a person wants it back; nobody else takes a promotion back that is under way. */
    static Optional<String> asked(Sighting seen) {
        return seen.asked(Signal.Kind.ROLL_BACK).map(StepGate::words);
    }

    /** Who asks to go on without waiting for evidence. */
    Optional<Signal> urged(CanaryState state, Sighting seen) {
        Optional<Signal> promotion = seen.asked(Signal.Kind.PROMOTE);
        Optional<Signal> asked = promotion.isPresent() ? promotion : seen.asked(Signal.Kind.ADVANCE);
        return asked.filter(signal -> Hearing.of(state).contains(signal.kind()));
    }

    /** What keeps the release from beginning. */
    Hold toBegin(Hold hold, boolean suspended, Instant now) {
        return suspended ? hold.because(Messages.Hold_suspended()) : toPromote(hold, now);
    }

    /** What keeps the canary from this share. */
    Hold toShare(Hold hold, int share, Instant now) {
        if (hold.pausedBy() != null) {
            return hold.because(Messages.Hold_paused(hold.pausedBy()));
        }
        return plan.approvals().contains(share) && hold.approved() != share
                ? hold.awaiting(share, Messages.Hold_approval(Integer.toString(share)))
                : toPromote(hold, now);
    }

    /** What keeps a canary that was agreed to, or needs no agreement. */
    Hold toPromote(Hold hold, Instant now) {
        if (hold.pausedBy() != null) {
            return hold.because(Messages.Hold_paused(hold.pausedBy()));
        }
        Optional<ZonedDateTime> thaw = plan.freezes().stream()
                .flatMap(window -> window.end(now).stream())
                .max(Comparator.comparing(ZonedDateTime::toInstant));
        return hold.because(thaw.map(end -> Messages.Hold_frozen(end.toOffsetDateTime().toString())).orElse(""));
    }

    /** A request in words, whoever made it. */
    static String words(Signal signal) {
        return Messages.Reason_asked(who(signal), signal.reason());
    }

    private static String who(Signal signal) {
        return signal.by().isEmpty() ? Messages.Somebody() : signal.by();
    }
}
