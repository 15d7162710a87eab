package io.jenkins.plugins.modeldelivery.rollback;

import io.jenkins.plugins.modeldelivery.operation.Envelope;
import io.jenkins.plugins.modeldelivery.operation.Report;
import io.jenkins.plugins.modeldelivery.operation.Tool;
import io.jenkins.plugins.modeldelivery.operation.Verdict;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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

    @Override
    public Map<String, Object> details() {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("workload", request.workload().toString());
        details.put("router", request.traffic().toString());
        details.put("dryRun", request.dryRun());
        details.put("watchSeconds", request.watch().toSeconds());
        details.put("released", state.released().shown());
        details.put("releasedAt", Instant.ofEpochMilli(state.released().since()));
        details.put("former", state.former() == null ? "" : state.former().shown());
        details.put("phase", state.phase());
        details.put("outcome", state.outcome());
        details.put("cause", state.cause());
        details.put("alerts", state.seen().stream().map(SeenAlert::toMap).toList());
        details.put("alertsDropped", state.dropped());
        details.put("events", state.events().stream().map(WatchEvent::toMap).toList());
        return details;
    }
}
