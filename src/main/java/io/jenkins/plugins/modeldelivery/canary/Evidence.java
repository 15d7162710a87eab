package io.jenkins.plugins.modeldelivery.canary;

import io.jenkins.plugins.modeldelivery.judge.ArmSample;
import io.jenkins.plugins.modeldelivery.judge.Judge;
import io.jenkins.plugins.modeldelivery.judge.JudgePlan;
import io.jenkins.plugins.modeldelivery.judge.Judgement;
import io.jenkins.plugins.modeldelivery.judge.Observation;
import io.jenkins.plugins.modeldelivery.operation.Verdict;
import java.util.List;
import java.util.Map;

/**
 * What was measured of both arms so far.
 *
 * @param counters as of the last look; null before the first
 * @param at seconds since the start of the last look that was taken in
 * @param stepRequests canary requests since the present share came into force
 * @param judge the judge's own state; null before its first interval
 */
public record Evidence(Counters counters, double at, double stepRequests, Map<String, Object> judge) {
    private static final String REQUESTS = "requests";

    static final Evidence NONE = new Evidence(null, -1, 0, null);

    /**
     * Takes in a look. One without time since the last is passed over; the next takes in both.
     *
     * @param plan null when nothing is judged
     * @param share the canary's share throughout the interval, 0 to 1; NaN when it changed in it
     */
    Evidence observe(JudgePlan plan, Counters now, double share, double seconds) {
        if (seconds <= at) {
            return this;
        }
        if (counters == null) {
            return new Evidence(now, seconds, 0, judge);
        }
        Counters interval = now.since(counters);
        Map<String, Object> judged = judge;
        if (plan != null) {
            Judge fresh = judge(plan);
            fresh.observe(new Observation(seconds, arm(interval.stable()), arm(interval.canary()), share, Map.of()));
            judged = fresh.state();
        }
        return new Evidence(now, seconds, stepRequests + requests(interval.canary()), judged);
    }

    /** The same with a new share coming into force. */
    Evidence newStep() {
        return new Evidence(counters, at, 0, judge);
    }

    /** What the last look added, for the timeline. */
    TrafficPoint since(Evidence before, int canaryPercent) {
        Counters interval = counters.since(before.counters);
        return new TrafficPoint(at, canaryPercent, requests(interval.stable()), requests(interval.canary()));
    }

    Verdict verdict(JudgePlan plan) {
        return plan == null ? Verdict.PASS : judge(plan).verdict();
    }

    Judgement judgement(JudgePlan plan) {
        return plan == null
                ? new Judgement(Verdict.PASS, Double.NaN, 0, List.of(), List.of())
                : judge(plan).judgement();
    }

    private Judge judge(JudgePlan plan) {
        return judge == null ? new Judge(plan) : Judge.resume(plan, judge);
    }

    /** An arm without requests says nothing, rather than that nothing failed. */
    private static ArmSample arm(Map<String, Double> interval) {
        return requests(interval) > 0 ? ArmSample.of(interval) : ArmSample.NOTHING;
    }

    private static double requests(Map<String, Double> interval) {
        return interval.getOrDefault(REQUESTS, 0.0);
    }
}
