package io.jenkins.plugins.modeldelivery.canary;

import io.jenkins.plugins.modeldelivery.judge.CheckResult;
import io.jenkins.plugins.modeldelivery.judge.Judgement;
import io.jenkins.plugins.modeldelivery.operation.Envelope;
import io.jenkins.plugins.modeldelivery.operation.Report;
import java.util.LinkedHashMap;
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

    @Override
    public Map<String, Object> details() {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("workload", request.workload().toString());
        details.put("image", request.image());
        details.put("router", "local:" + request.router());
        details.put("dryRun", request.dryRun());
        details.put("steps", request.plan().steps());
        details.put("phase", state.phase());
        details.put("outcome", state.outcome());
        details.put("canaryPercent", state.target());
        details.put("firstRelease", state.firstRelease());
        details.put("canaryRequests", judgement.canaryRequests());
        details.put("notices", judgement.notices());
        details.put("checks", judgement.checks().stream().map(CheckResult::toMap).toList());
        details.put("traffic", state.timeline().traffic().stream().map(TrafficPoint::toMap).toList());
        details.put("events", state.timeline().events().stream().map(CanaryEvent::toMap).toList());
        return details;
    }
}
