package io.jenkins.plugins.modeldelivery.rollback;

import io.jenkins.plugins.modeldelivery.operation.Envelope;
import io.jenkins.plugins.modeldelivery.operation.Report;
import io.jenkins.plugins.modeldelivery.operation.Tool;
import io.jenkins.plugins.modeldelivery.operation.Verdict;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/** What a watch saw, what it made of it, and what it did. */
public record RollbackReport(Envelope envelope, RollbackRequest request, WatchState state) implements Report {
    /** The report's form. */
    public static final String SCHEMA = "model-delivery/watch/1";

    /** The report of a watch, finished or not. */
    static RollbackReport of(RollbackRequest request, WatchState state, Instant now) {
        String reason = state.hasEnded() ? Narration.of(state.outcome(), state.reason()) : Messages.Reason_goesOn();
        Envelope envelope = new Envelope(
                SCHEMA,
                request.name(),
                verdict(state.outcome()),
                List.of(reason),
                Instant.ofEpochMilli(state.startedAt()),
                now,
                Tool.nameAndVersion(),
                List.of(),
                List.of());
        return new RollbackReport(envelope, request, state);
    }

    private static Verdict verdict(Outcome outcome) {
        if (outcome == null) {
            return Verdict.INCONCLUSIVE;
        }
        return switch (outcome) {
            case CLEAN -> Verdict.PASS;
            case ROLLED_BACK, ALARMED, UNCONFIRMED -> Verdict.FAIL;
            case UNKNOWN, STOPPED, REPLACED -> Verdict.INCONCLUSIVE;
        };
    }

    /** From the alert's start to the decision; empty when no alert decided. */
    private OptionalDouble detectionSeconds() {
        return state.seen().stream()
                .filter(alert -> state.alarmedAt() > 0 && alert.counted() && alert.name().equals(state.cause()))
                .mapToDouble(alert -> (state.alarmedAt() - Instant.parse(alert.startsAt()).toEpochMilli()) / 1000.0)
                .reduce((first, last) -> last);
    }

    /** From the decision to the router's confirmation; empty where it did not come to that. */
    private OptionalDouble rollbackSeconds() {
        return state.outcome() == Outcome.ROLLED_BACK
                ? OptionalDouble.of((state.seenAt() - state.alarmedAt()) / 1000.0)
                : OptionalDouble.empty();
    }

    @Override
    public Map<String, Object> details() {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("workload", request.workload().toString());
        details.put("router", request.traffic().toString());
        details.put("dryRun", request.dryRun());
        details.put("watchSeconds", state.watched(request.watch()).toSeconds());
        details.put("released", state.released().shown());
        details.put("releasedAt", Instant.ofEpochMilli(state.released().since()));
        details.put("former", state.former() == null ? "" : state.former().shown());
        details.put("phase", state.phase());
        details.put("outcome", state.outcome());
        details.put("cause", state.cause());
        details.put("detectionSeconds", detectionSeconds());
        details.put("rollbackSeconds", rollbackSeconds());
        details.put("training", state.training());
        details.put("alerts", state.seen().stream().map(SeenAlert::toMap).toList());
        details.put("alertsDropped", state.dropped());
        details.put("events", state.events().stream().map(WatchEvent::toMap).toList());
        return details;
    }
}
