package io.jenkins.plugins.modeldelivery.report;

import java.util.ArrayList;
import java.util.List;

/** A point of a chart in the units of its axes. */
public record Point(double x, double y) {
    boolean isFinite() {
        return Double.isFinite(x) && Double.isFinite(y);
    }

    /** The points with these coordinates; what has no partner is left out. */
    public static List<Point> of(List<Double> xs, List<Double> ys) {
        List<Point> points = new ArrayList<>();
        for (int i = 0; i < Math.min(xs.size(), ys.size()); i++) {
            points.add(new Point(xs.get(i), ys.get(i)));
        }
        return points;
    }
}
