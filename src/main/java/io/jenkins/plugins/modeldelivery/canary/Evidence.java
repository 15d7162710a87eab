package io.jenkins.plugins.modeldelivery.canary;

import io.jenkins.plugins.modeldelivery.canary.metrics.Scrape;
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
 * @param stable what is remembered of stable's counters; null before the first look
 * @param canary the same for the canary
 * @param at seconds since the start of the last look that was taken in
 * @param stepRequests canary requests since the present share came into force
 * @param last what the last interval brought; null before the first
 * @param judge the judge's own state; null before its first interval
 */
public record Evidence(
        Map<String, Object> stable,
        Map<String, Object> canary,
        double at,
        double stepRequests,
        TrafficPoint last,
        Map<String, Object> judge) {
    static final Evidence NONE = new Evidence(null, null, -1, 0, null, null);

    /**
     * Takes in a look. One without time since the last is passed over; the next takes in both.
     *
     * @param plan null when nothing is judged
     * @param share the canary's share throughout the interval, 0 to 1; NaN when it changed in it or is not known
     * @param target the share that the canary is meant to have now, in per cent
     */
    Evidence observe(JudgePlan plan, Scrape scrape, double share, int target, double seconds) {
        if (seconds <= at) {
            return this;
        }
        LiveArm one = LiveArm.of(stable, scrape.stable(), scrape.skipped());
        LiveArm other = LiveArm.of(canary, scrape.canary(), scrape.skipped());
        if (stable == null) {
            return new Evidence(one.memory(), other.memory(), seconds, 0, null, judge);
        }
        Map<String, Object> judged = judge;
        if (plan != null) {
            Judge fresh = judge(plan);
            fresh.observe(new Observation(seconds, one.sample(), other.sample(), share, scrape.nonAnswers()));
            judged = fresh.state();
        }
        TrafficPoint point = new TrafficPoint(seconds, target, one.all(), other.all());
        return new Evidence(
                one.memory(), other.memory(), seconds, stepRequests + other.requests(), point, judged);
    }

    /** The same with a new share coming into force. */
    Evidence newStep() {
        return new Evidence(stable, canary, at, 0, last, judge);
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
}
