package io.jenkins.plugins.modeldelivery.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;

/**
 * Draws a long line with few points that look the same: of each run of neighbours the first, the lowest, the highest and
 * the last stay, so no peak is lost (Jugel et al., "M4: A Visualization-Oriented Time Series Data Aggregation", VLDB 2014).
 */
final class Thinning {
    /** More than a chart this wide can show. */
    static final int LIMIT = 400;

    private static final int KEPT = 4;

    private Thinning() {}

    /** At most {@link #LIMIT} of the points, in their order, without those that are not finite. */
    static List<Point> thin(List<Point> points) {
        List<Point> finite = points.stream().filter(Point::isFinite).toList();
        if (finite.size() <= LIMIT) {
            return finite;
        }
        int runs = LIMIT / KEPT;
        List<Point> thinned = new ArrayList<>(LIMIT);
        for (int run = 0; run < runs; run++) {
            int from = (int) ((long) run * finite.size() / runs);
            int to = (int) ((long) (run + 1) * finite.size() / runs);
            for (int kept : extremes(finite, from, to)) {
                thinned.add(finite.get(kept));
            }
        }
        return thinned;
    }

    private static TreeSet<Integer> extremes(List<Point> points, int from, int to) {
        int lowest = from;
        int highest = from;
        for (int i = from; i < to; i++) {
            lowest = points.get(i).y() < points.get(lowest).y() ? i : lowest;
            highest = points.get(i).y() > points.get(highest).y() ? i : highest;
        }
        return new TreeSet<>(Arrays.asList(from, lowest, highest, to - 1));
    }
}
