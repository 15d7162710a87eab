package io.jenkins.plugins.modeldelivery.judge;

import io.jenkins.plugins.modeldelivery.gate.Condition;
import io.jenkins.plugins.modeldelivery.statistics.EventCounts;
import io.jenkins.plugins.modeldelivery.statistics.ProportionSequence;

/** Evidence on which side of a fixed limit a share lies. */
record Limit(boolean upper, double value) {
    Limit(Condition.Compare compare) {
        this(compare.relation().isUpper(), compare.limit());
    }

    double logBad(EventCounts counts) {
        return upper ? above(counts) : below(counts);
    }

    double logGood(EventCounts counts) {
        return upper ? below(counts) : above(counts);
    }

    private double above(EventCounts counts) {
        return counts.rate() > value ? against(counts) : 0;
    }

    private double below(EventCounts counts) {
        return counts.rate() < value ? against(counts) : 0;
    }

    private double against(EventCounts counts) {
        return value <= 0 || value >= 1
                ? Double.POSITIVE_INFINITY
                : ProportionSequence.logEvidence(counts, value);
    }
}
