package io.jenkins.plugins.modeldelivery.jenkins.deployment;

import java.util.Arrays;

/** Spans of time as people read them, such as {@code 45 s}, {@code 12 min} or {@code 3 h 20 min}. */
final class Spans {
    private static final int MINUTE = 60;
    private static final int HOUR = 60 * MINUTE;
    private static final int DAY = 24 * HOUR;

    private Spans() {}

    /** In seconds; less than none is none. */
    static String of(double seconds) {
        long whole = Math.round(Math.max(0, seconds));
        if (whole < 2 * MINUTE) {
            return whole + " s";
        }
        if (whole < HOUR) {
            return Math.round(whole / (double) MINUTE) + " min";
        }
        return whole < 2 * DAY
                ? whole / HOUR + " h " + whole % HOUR / MINUTE + " min"
                : whole / DAY + " d " + whole % DAY / HOUR + " h";
    }

    /** The middle of them in size; the upper of two. */
    static String median(double[] seconds) {
        double[] sorted = seconds.clone();
        Arrays.sort(sorted);
        return of(sorted[sorted.length / 2]);
    }
}
