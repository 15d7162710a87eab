package io.jenkins.plugins.modeldelivery.canary;

/** What a canary has seen so far: of its versions, of the time, of the router, and what it told of that. */
public record Findings(WarmUp warmUp, Timing timing, Refusal refusal, Evidence evidence, Timeline timeline) {
    Findings with(WarmUp next) {
        return new Findings(next, timing, refusal, evidence, timeline);
    }

    Findings at(Timing next) {
        return new Findings(warmUp, next, refusal, evidence, timeline);
    }

    Findings with(Refusal next) {
        return new Findings(warmUp, timing, next, evidence, timeline);
    }

    Findings with(Evidence next, Timeline seen) {
        return new Findings(warmUp, timing, refusal, next, seen);
    }
}
