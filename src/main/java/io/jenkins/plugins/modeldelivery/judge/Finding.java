package io.jenkins.plugins.modeldelivery.judge;

import io.jenkins.plugins.modeldelivery.statistics.Estimate;

/**
 * What a check has seen, for a person.
 *
 * @param shown the tested quantity with its two-sided interval
 * @param facts the counts behind it, as a part of a sentence; the empty string when there are none yet
 * @param obstacle why no evidence of this kind can decide, and the cure; the empty string when nothing stands in the way
 */
record Finding(Estimate shown, String facts, String obstacle) {
    /** Nothing was answered yet. */
    static final Finding NOTHING = new Finding(Estimate.exact(Double.NaN, 0), "", "");

    Finding(Estimate shown, String facts) {
        this(shown, facts, "");
    }
}
