package io.jenkins.plugins.modeldelivery.judge.kayenta;

import java.util.List;

/**
 * How Kayenta is to judge one metric.
 *
 * @param replaceNaN whether NaN becomes 0 instead of being removed
 * @param outlierFactor interquartile ranges to the fences; NaN when outliers are kept
 * @param mustHaveData whether missing data fails the metric
 */
public record MetricConfig(
        String name,
        List<String> groups,
        Direction direction,
        boolean replaceNaN,
        double outlierFactor,
        boolean critical,
        boolean muted,
        boolean mustHaveData,
        EffectSize effectSize) {

    /** Which change of a metric is harmful. */
    public enum Direction {
        INCREASE,
        DECREASE,
        EITHER;

        boolean mindsIncrease() {
            return this != DECREASE;
        }

        boolean mindsDecrease() {
            return this != INCREASE;
        }
    }

    /**
     * How large a change must be to count.
     *
     * @param commonLanguage whether it is measured by the common language effect size instead of the ratio of means
     */
    public record EffectSize(
            boolean commonLanguage,
            double allowedIncrease,
            double allowedDecrease,
            double criticalIncrease,
            double criticalDecrease) {

        /** Any change counts. */
        public static EffectSize any(boolean commonLanguage) {
            double none = commonLanguage ? 0.5 : 1;
            return new EffectSize(commonLanguage, none, none, none, none);
        }
    }
}
