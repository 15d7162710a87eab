package io.jenkins.plugins.modeldelivery.evaluation.metric;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A curve of at most 400 points, however many it was drawn from: points that lie closer than a step are left out. */
final class ThinnedCurve {
    private static final double STEP = 1.0 / 397;

    private final List<Double> xs = new ArrayList<>();
    private final List<Double> ys = new ArrayList<>();
    private double kept;

    ThinnedCurve(double x, double y) {
        append(x, y, 0);
    }

    /**
     * Adds a point.
     *
     * @param progress how far along the curve it lies, ascending from 0 to 1
     */
    void add(double x, double y, double progress) {
        if (progress - kept >= STEP) {
            append(x, y, progress);
        }
    }

    /** The points as {@code x} and {@code y}, with this last one. */
    Map<String, Object> endingAt(double x, double y) {
        append(x, y, 1);
        Map<String, Object> points = new LinkedHashMap<>();
        points.put("x", xs);
        points.put("y", ys);
        return points;
    }

    private void append(double x, double y, double progress) {
        xs.add(x);
        ys.add(y);
        kept = progress;
    }
}
