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
 */
public record CanaryState(
        String schema, Inputs inputs, String canary, boolean firstRelease, Course course, Findings findings) {
    private static final String SCHEMA = "model-delivery/canary-state/6";
    private static final SavedState<CanaryState> SAVED =
            new SavedState<>(CanaryState.class, "canary", SCHEMA, CanaryState::schema);

    /** The state before the first look. */
    public static CanaryState start(Instant now, Inputs inputs) {
        Findings nothing = new Findings(WarmUp.NONE, Timing.from(now), Refusal.NONE, Evidence.NONE, Timeline.EMPTY);
        return new CanaryState(SCHEMA, inputs, "", false, Course.BEGIN, nothing);
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
        return phase() == Phase.DONE;
    }

    public Phase phase() {
        return course.phase();
    }

    public Outcome outcome() {
        return course.outcome();
    }

    public String reason() {
        return course.reason();
    }

    public int step() {
        return course.step();
    }

    public int target() {
        return course.target();
    }

    public Hold hold() {
        return course.hold();
    }

    public WarmUp warmUp() {
        return findings.warmUp();
    }

    public Timing timing() {
        return findings.timing();
    }

    public Refusal refusal() {
        return findings.refusal();
    }

    public Evidence evidence() {
        return findings.evidence();
    }

    public Timeline timeline() {
        return findings.timeline();
    }

    /** Names this release in the ledger and in the objects that bear a mark of it. */
    String release() {
        return Instant.ofEpochMilli(timing().startedAt()).toString();
    }

    /** Names this release to whoever wants to change the same workload. */
    String holder() {
        return inputs.build().isEmpty() ? release() : inputs.build() + " " + release();
    }

    /** In another phase, whose orders have not been refused yet. */
    CanaryState in(Phase next) {
        return with(course.in(next)).with(findings.with(Refusal.NONE));
    }

    CanaryState at(Timing next) {
        return with(findings.at(next));
    }

    CanaryState with(Evidence next, Timeline seen) {
        return with(findings.with(next, seen));
    }

    CanaryState with(Hold next) {
        return with(course.with(next));
    }

    CanaryState with(WarmUp next) {
        return with(findings.with(next));
    }

    /** Knows what the router said to the last order: why it does not take it, or nothing. What it says again is told once. */
    CanaryState answered(String trouble) {
        if (trouble.isEmpty()) {
            return with(findings.with(Refusal.NONE));
        }
        CanaryState refused = with(findings.with(refusal().again(timing().elapsed(), trouble)));
        return trouble.equals(refusal().trouble()) ? refused : refused.noting(Messages.Event_refused(trouble));
    }

    CanaryState because(String why) {
        return with(course.because(why));
    }

    CanaryState taking(String found, boolean first) {
        return new CanaryState(schema, inputs, found, first, course, findings);
    }

    CanaryState shifting(int step, int share) {
        return with(course.shifting(step, share)).with(findings.with(Refusal.NONE));
    }

    CanaryState over(Outcome how, String why) {
        return with(course.over(how, why));
    }

    /** Notes what happened. */
    CanaryState noting(String text) {
        return with(evidence(), timeline().with(new CanaryEvent(timing().seenAt(), target(), text)));
    }

    private CanaryState with(Course next) {
        return new CanaryState(schema, inputs, canary, firstRelease, next, findings);
    }

    private CanaryState with(Findings next) {
        return new CanaryState(schema, inputs, canary, firstRelease, course, next);
    }
}
