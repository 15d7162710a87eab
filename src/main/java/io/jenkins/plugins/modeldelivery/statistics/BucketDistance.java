package io.jenkins.plugins.modeldelivery.statistics;

/**
 * How far two distributions lie apart, from cumulative counts within common bounds, the last count being all. The share
 * in or within each bucket has a confidence sequence ({@link ProportionSequence}), all of them together at the chance of
 * error; what distance shares within these can have at least and at most bounds the distance. Wide rather than wrong.
 */
public final class BucketDistance {
    private static final double SMALLEST_SHARE = 1e-4;
    private static final String METHOD = "bucket sequences";
    /** Two groups, two ends. */
    private static final double ENDS = 4;

    private BucketDistance() {}

    /** The largest difference of the shares within a bound (Kolmogorov 1933; Smirnov 1939). */
    public static Estimate kolmogorovSmirnov(double[] first, double[] second, double alpha) {
        double value = 0;
        double low = 0;
        double high = 0;
        for (int i = 0; i < first.length - 1; i++) {
            double each = alpha / (ENDS * (first.length - 1));
            Range one = Range.of(within(first, i), each);
            Range other = Range.of(within(second, i), each);
            value = Math.max(value, Math.abs(one.value - other.value));
            low = Math.max(low, Math.max(one.low - other.high, other.low - one.high));
            high = Math.max(high, Math.max(one.high - other.low, other.high - one.low));
        }
        return new Estimate(value, low, high, low, high, METHOD, (long) all(first));
    }

    /** The population stability index: the sum of (p - q) log(p / q) over the buckets, shares taken as at least 0.0001. */
    public static Estimate stabilityIndex(double[] first, double[] second, double alpha) {
        double value = 0;
        double low = 0;
        double high = 0;
        for (int i = 0; i < first.length; i++) {
            double each = alpha / (ENDS * first.length);
            Range one = Range.of(bucket(first, i), each);
            Range other = Range.of(bucket(second, i), each);
            value += term(one.value, other.value);
            low += one.low > other.high ? term(one.low, other.high) : other.low > one.high ? term(other.low, one.high) : 0;
            high += Math.max(term(one.high, other.low), term(one.low, other.high));
        }
        return new Estimate(value, low, high, low, high, METHOD, (long) all(first));
    }

    /** Grows with the distance of the two, so that corners of a box bound it. */
    private static double term(double one, double other) {
        double p = Math.max(one, SMALLEST_SHARE);
        double q = Math.max(other, SMALLEST_SHARE);
        return (p - q) * Math.log(p / q);
    }

    private static double all(double[] cumulative) {
        return cumulative[cumulative.length - 1];
    }

    private static EventCounts within(double[] cumulative, int bound) {
        return new EventCounts(cumulative[bound], all(cumulative));
    }

    private static EventCounts bucket(double[] cumulative, int index) {
        return new EventCounts(cumulative[index] - (index == 0 ? 0 : cumulative[index - 1]), all(cumulative));
    }

    /** A share, and what it can be at least and at most. */
    private record Range(double value, double low, double high) {
        static Range of(EventCounts counts, double alpha) {
            return new Range(
                    counts.rate(), ProportionSequence.lower(counts, alpha), ProportionSequence.upper(counts, alpha));
        }
    }
}
