package io.jenkins.plugins.modeldelivery.evaluation.metric;

/**
 * Sums over rows from which the metrics of a regression follow, for errors {@code e = target - prediction}.
 *
 * @param weight sum of w
 * @param absolute sum of w |e|
 * @param squared sum of w e^2
 * @param relative sum of w |e| / max(|target|, 2^-52)
 * @param errorSpread sum of w (e - mean e)^2
 * @param targetSpread sum of w (target - mean target)^2
 */
record ErrorTotals(
        double weight, double absolute, double squared, double relative, double errorSpread, double targetSpread) {}
