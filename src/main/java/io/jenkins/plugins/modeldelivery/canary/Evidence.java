package io.jenkins.plugins.modeldelivery.canary;

import io.jenkins.plugins.modeldelivery.judge.Judgement;
import io.jenkins.plugins.modeldelivery.judge.Judging;
import io.jenkins.plugins.modeldelivery.judge.Observation;
import io.jenkins.plugins.modeldelivery.operation.Verdict;
import io.jenkins.plugins.modeldelivery.release.metrics.Scrape;
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
     * @param judging null when nothing is judged
     * @param share the canary's share throughout the interval, 0 to 1; NaN when it changed in it or is not known
     * @param target the share that the canary is meant to have now, in per cent
     */
    Evidence observe(Judging judging, Scrape scrape, double share, int target, double seconds) {
        if (seconds <= at) {
            return this;
        }
        LiveArm one = LiveArm.of(stable, scrape.stable(), scrape.skipped());
        LiveArm other = LiveArm.of(canary, scrape.canary(), scrape.skipped());
        if (stable == null) {
            return new Evidence(one.memory(), other.memory(), seconds, 0, null, judge);
        }
        Map<String, Object> judged = judge;
        if (judging != null) {
            Observation observation = new Observation(seconds, one.sample(), other.sample(), share, scrape.nonAnswers());
            judged = judging.observe(judge, observation, exposes(other.requests(), judging.minRequests()));
        }
        TrafficPoint point = new TrafficPoint(seconds, target, one.all(), other.all());
        return new Evidence(
                one.memory(), other.memory(), seconds, stepRequests + other.requests(), point, judged);
    }

    /** The same with a new share coming into force. */
    Evidence newStep() {
        return new Evidence(stable, canary, at, 0, last, judge);
    }

    Verdict verdict(Judging judging) {
        return judging == null ? Verdict.PASS : judging.verdict(judge);
    }

    Judgement judgement(Judging judging) {
        return judging == null
                ? new Judgement(Verdict.PASS, Double.NaN, 0, List.of(), List.of())
                : judging.judgement(judge);
    }

    Map<String, Object> details(Judging judging) {
        return judging == null ? Map.of() : judging.details(judge);
    }

    private boolean exposes(double more, long minRequests) {
        double needed = Math.max(1, minRequests);
        return Math.floor((stepRequests + more) / needed) > Math.floor(stepRequests / needed);
    }
}
