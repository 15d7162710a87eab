package io.jenkins.plugins.modeldelivery.judge.replay;

import io.jenkins.plugins.modeldelivery.judge.ArmSample;
import io.jenkins.plugins.modeldelivery.judge.NonAnswer;
import io.jenkins.plugins.modeldelivery.judge.Observation;
import io.jenkins.plugins.modeldelivery.judge.PodSample;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * Puts two recorded series side by side. Each stable row goes to the canary's time that is nearest, if it lies within
 * half of the canary's usual interval; stable rows before the canary's first interval become observations without a
 * canary; others are left out and counted.
 */
final class Alignment {
    private static final double USUAL_INTERVAL = 60;

    private final List<Observation> observations = new ArrayList<>();
    private int leftOut;

    Alignment(Series stable, Series canary, double canaryShare) {
        NavigableMap<Double, List<Row>> canaryAt = byTime(canary.rows());
        double half = interval(canaryAt) / 2;
        NavigableMap<Double, List<Row>> before = new TreeMap<>();
        NavigableMap<Double, List<Row>> beside = new TreeMap<>();
        double first = canaryAt.firstKey();
        for (Row row : stable.rows()) {
            double nearest = nearest(canaryAt, row.time());
            if (Math.abs(nearest - row.time()) <= half) {
                beside.computeIfAbsent(nearest, time -> new ArrayList<>()).add(row);
            } else if (row.time() < first) {
                before.computeIfAbsent(row.time(), time -> new ArrayList<>()).add(row);
            } else {
                leftOut++;
            }
        }
        before.forEach((time, rows) -> observations.add(observation(time, rows, List.of(), Double.NaN)));
        canaryAt.forEach((time, rows) ->
                observations.add(observation(time, beside.getOrDefault(time, List.of()), rows, canaryShare)));
    }

    List<Observation> observations() {
        return observations;
    }

    /** How many stable rows lie beside no row of the canary. */
    int leftOut() {
        return leftOut;
    }

    private static Observation observation(double time, List<Row> stable, List<Row> canary, double share) {
        Map<String, NonAnswer> nonAnswers = new HashMap<>();
        stable.forEach(row -> nonAnswers.putAll(row.nonAnswers()));
        canary.forEach(row -> nonAnswers.putAll(row.nonAnswers()));
        return new Observation(time, arm(stable), arm(canary), share, nonAnswers);
    }

    private static ArmSample arm(List<Row> rows) {
        return new ArmSample(rows.stream().map(row -> new PodSample(row.pod(), row.values())).toList());
    }

    private static NavigableMap<Double, List<Row>> byTime(List<Row> rows) {
        NavigableMap<Double, List<Row>> byTime = new TreeMap<>();
        rows.forEach(row -> byTime.computeIfAbsent(row.time(), time -> new ArrayList<>()).add(row));
        return byTime;
    }

    private static double nearest(NavigableMap<Double, List<Row>> times, double time) {
        Double below = times.floorKey(time);
        Double above = times.ceilingKey(time);
        if (below == null || above == null) {
            return below == null ? above : below;
        }
        return time - below <= above - time ? below : above;
    }

    private static double interval(NavigableMap<Double, List<Row>> times) {
        double[] steps = new double[times.size() - 1];
        Double last = null;
        int i = 0;
        for (double time : times.keySet()) {
            if (last != null) {
                steps[i++] = time - last;
            }
            last = time;
        }
        Arrays.sort(steps);
        return steps.length == 0 ? USUAL_INTERVAL : steps[steps.length / 2];
    }
}
