package io.jenkins.plugins.modeldelivery.canary;

import io.jenkins.plugins.modeldelivery.judge.CheckResult;
import io.jenkins.plugins.modeldelivery.judge.Judgement;
import io.jenkins.plugins.modeldelivery.operation.Envelope;
import io.jenkins.plugins.modeldelivery.operation.Report;
import io.jenkins.plugins.modeldelivery.operation.Tool;
import io.jenkins.plugins.modeldelivery.operation.Verdict;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What became of a canary and why.
 *
 * @param judgement what was known of the checks at the end
 */
public record CanaryReport(Envelope envelope, CanaryRequest request, CanaryState state, Judgement judgement)
        implements Report {
    /** The report's form. */
    public static final String SCHEMA = "model-delivery/canary/1";

    /** The report of a canary, finished or not. */
    static CanaryReport of(CanaryRequest request, CanaryState state, Instant now) {
        Judgement judgement = state.evidence().judgement(request.plan().judge(state.firstRelease()));
        Envelope envelope = new Envelope(
                SCHEMA,
                request.name(),
                verdict(request, state, judgement.verdict()),
                reasons(request, state),
                Instant.ofEpochMilli(state.timing().startedAt()),
                now,
                Tool.nameAndVersion(),
                List.of(),
                judgement.checks().stream().map(CheckResult::result).toList());
        return new CanaryReport(envelope, request, state, judgement);
    }

    private static List<String> reasons(CanaryRequest request, CanaryState state) {
        if (request.dryRun()) {
            return List.of(state.reason());
        }
        if (state.hasEnded()) {
            return List.of(Narration.of(state.outcome(), state.reason()));
        }
        String refusal = state.refusal().trouble();
        if (!refusal.isEmpty()) {
            return List.of(Messages.Reason_notTakenYet(refusal));
        }
        return List.of(state.hold().holds() ? Messages.Event_held(state.hold().why()) : Messages.Reason_goesOn());
    }

    /** A release that did not come to be is at best undecided, whatever its checks say. */
    private static Verdict verdict(CanaryRequest request, CanaryState state, Verdict checks) {
        if (request.dryRun() || state.outcome() == Outcome.NOTHING_TO_DO) {
            return Verdict.PASS;
        }
        return state.outcome() == Outcome.PROMOTED ? checks : checks.worse(Verdict.INCONCLUSIVE);
    }

    @Override
    public Map<String, Object> details() {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("workload", request.workload().toString());
        details.put("image", request.image());
        details.put("router", request.traffic().toString());
        details.put("strategy", request.traffic().strategy().text());
        details.put("dryRun", request.dryRun());
        details.put("steps", request.plan().steps());
        details.put("phase", state.phase());
        details.put("outcome", state.outcome());
        details.put("canaryPercent", state.target());
        details.put("firstRelease", state.firstRelease());
        details.put("evaluation", state.inputs().evaluation());
        details.put("held", state.hold().why());
        details.put("awaitedApproval", state.hold().awaited());
        details.put("canaryRequests", judgement.canaryRequests());
        details.put("notices", judgement.notices());
        details.put("checks", judgement.checks().stream().map(CheckResult::toMap).toList());
        details.putAll(state.evidence().details(request.plan().judge(state.firstRelease())));
        details.put("traffic", state.timeline().traffic().stream().map(TrafficPoint::toMap).toList());
        details.put("events", state.timeline().events().stream().map(CanaryEvent::toMap).toList());
        return details;
    }
}
