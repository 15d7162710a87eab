package io.jenkins.plugins.modeldelivery.judge.live;

import io.jenkins.plugins.modeldelivery.statistics.PlainNumbers;
import java.util.List;
import java.util.Map;

/**
 * Whether a pod has warmed up: its mean latency is no longer a tenth below that of the interval before. A pod without
 * latency counts as warm, and so does one that has been watched for ten intervals.
 */
final class WarmUp {
    private static final double STEADY = 0.9;
    private static final int LONGEST = 10;

    private double last = Double.NaN;
    private int intervals;
    private boolean over;

    void restart() {
        last = Double.NaN;
        intervals = 0;
        over = false;
    }

    boolean isOver(Map<String, Double> counts) {
        if (over || counts.isEmpty()) {
            return over;
        }
        double sum = counts.getOrDefault("latency_sum", Double.NaN);
        double count = counts.getOrDefault("latency_count", Double.NaN);
        if (Double.isNaN(sum) || Double.isNaN(count)) {
            over = true;
        } else if (count > 0) {
            double mean = sum / count;
            intervals++;
            over = mean >= STEADY * last || intervals >= LONGEST;
            last = mean;
        }
        return over;
    }

    /** Nothing where it is over, as it is for most of a canary's time. */
    List<Double> state() {
        return over ? List.of() : PlainNumbers.list(Double.isNaN(last) ? -1 : last, intervals);
    }

    void restore(Object state) {
        double[] numbers = PlainNumbers.array(state);
        over = numbers.length == 0;
        if (over) {
            return;
        }
        last = numbers[0] < 0 ? Double.NaN : numbers[0];
        intervals = (int) numbers[1];
    }
}
