package io.jenkins.plugins.modeldelivery.judge;

import io.jenkins.plugins.modeldelivery.operation.Verdict;

/**
 * Where one check stands at one look.
 *
 * @param verdict before {@code warn:} softens it
 * @param counted canary requests, answers or labels that count for the exposure floor
 * @param floor how many of them are asked for
 * @param looks how many looks had an answer
 * @param forecastMinutes about how long until a decision; NaN when it cannot be foreseen
 * @param alpha chance of error
 */
record Standing(
        Verdict verdict,
        Strength strength,
        Finding finding,
        long counted,
        long floor,
        int looks,
        double forecastMinutes,
        double alpha) {

    boolean isBelowFloor() {
        return counted < floor;
    }
}
