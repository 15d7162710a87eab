package io.jenkins.plugins.modeldelivery.canary;

import io.jenkins.plugins.modeldelivery.operation.InvalidInputException;
import io.jenkins.plugins.modeldelivery.operation.SavedState;
import java.time.Instant;

/**
 * Everything that a canary is between two looks. It is plain JSON: whoever holds it can go on, in another process and
 * after a crash at any moment.
 *
 * @param schema the form of this state
 * @param inputs what was read from the workspace, which may be gone later
 * @param canary what the router knows the canary by; the empty string before the first look
 * @param firstRelease whether there was no stable version at the start
 * @param outcome how it ended; null while it goes on
 * @param reason why it ended, or why it is about to
 * @param step index of the present share among the plan's; -1 before the first
 * @param target the canary's share that was last ordered, in per cent
 */
public record CanaryState(
        String schema,
        Inputs inputs,
        String canary,
        boolean firstRelease,
        Phase phase,
        Outcome outcome,
        String reason,
        int step,
        int target,
        Hold hold,
        WarmUp warmUp,
        Timing timing,
        Refusal refusal,
        Evidence evidence,
        Timeline timeline) {
    private static final String SCHEMA = "model-delivery/canary-state/5";
    private static final SavedState<CanaryState> SAVED =
            new SavedState<>(CanaryState.class, "canary", SCHEMA, CanaryState::schema);

    /** The state before the first look. */
    public static CanaryState start(Instant now, Inputs inputs) {
        return new CanaryState(
                SCHEMA, inputs, "", false, Phase.PREFLIGHT, null, "", -1, 0, Hold.NONE, WarmUp.NONE, Timing.from(now),
                Refusal.NONE, Evidence.NONE, Timeline.EMPTY);
    }

    /** The state as JSON. */
    public String toJson() {
        return SAVED.write(this);
    }

    /**
     * What {@link #toJson} wrote.
     *
     * @throws InvalidInputException if it is of another form
     */
    public static CanaryState fromJson(String json) {
        return SAVED.read(json);
    }

    public boolean hasEnded() {
        return phase == Phase.DONE;
    }

    /** Names this release in the ledger and in the objects that bear a mark of it. */
    String release() {
        return Instant.ofEpochMilli(timing.startedAt()).toString();
    }

    /** Names this release to whoever wants to change the same workload. */
    String holder() {
        return inputs.build().isEmpty() ? release() : inputs.build() + " " + release();
    }

    /** In another phase, whose orders have not been refused yet. */
    CanaryState in(Phase next) {
        return new CanaryState(
                schema, inputs, canary, firstRelease, next, outcome, reason, step, target, hold, warmUp, timing, Refusal.NONE,
                evidence, timeline);
    }

    CanaryState at(Timing next) {
        return new CanaryState(
                schema, inputs, canary, firstRelease, phase, outcome, reason, step, target, hold, warmUp, next, refusal,
                evidence, timeline);
    }

    CanaryState with(Evidence next, Timeline seen) {
        return new CanaryState(
                schema, inputs, canary, firstRelease, phase, outcome, reason, step, target, hold, warmUp, timing, refusal,
                next, seen);
    }

    CanaryState with(Hold next) {
        return new CanaryState(
                schema, inputs, canary, firstRelease, phase, outcome, reason, step, target, next, warmUp, timing, refusal,
                evidence, timeline);
    }

    CanaryState with(WarmUp next) {
        return new CanaryState(
                schema, inputs, canary, firstRelease, phase, outcome, reason, step, target, hold, next, timing, refusal,
                evidence, timeline);
    }

    /** Knows what the router said to the last order: why it does not take it, or nothing. */
    CanaryState answered(String trouble) {
        return new CanaryState(
                schema, inputs, canary, firstRelease, phase, outcome, reason, step, target, hold, warmUp, timing,
                trouble.isEmpty() ? Refusal.NONE : refusal.again(timing.elapsed(), trouble), evidence, timeline);
    }

    CanaryState because(String why) {
        return new CanaryState(
                schema, inputs, canary, firstRelease, phase, outcome, why, step, target, hold, warmUp, timing, refusal,
                evidence, timeline);
    }

    CanaryState taking(String found, boolean first) {
        return new CanaryState(
                schema, inputs, found, first, phase, outcome, reason, step, target, hold, warmUp, timing, refusal,
                evidence, timeline);
    }

    CanaryState shifting(int nextStep, int share) {
        return new CanaryState(
                schema, inputs, canary, firstRelease, Phase.SHIFTING, outcome, reason, nextStep, share, hold, warmUp, timing,
                Refusal.NONE, evidence, timeline);
    }

    CanaryState over(Outcome how, String why) {
        return new CanaryState(
                schema, inputs, canary, firstRelease, Phase.DONE, how, why, step, target, Hold.NONE, warmUp, timing, refusal,
                evidence, timeline);
    }

    /** Notes what happened. */
    CanaryState noting(String text) {
        return with(evidence, timeline.with(new CanaryEvent(timing.seenAt(), target, text)));
    }
}
