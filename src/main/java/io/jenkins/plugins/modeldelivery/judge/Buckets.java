package io.jenkins.plugins.modeldelivery.judge;

import io.jenkins.plugins.modeldelivery.statistics.PlainNumbers;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The columns of a cumulative histogram: {@code <name>_le_<bound>} for each bound, and one for all.
 *
 * @param bounds finite upper bounds, rising
 * @param columns the column of each bound
 * @param all candidates for the column that counts all, best first
 */
record Buckets(List<Double> bounds, List<String> columns, List<String> all) {
    private static final String LE = "_le_";
    private static final List<String> INFINITE = List.of("+Inf", "Inf", "inf", "+inf", "infinity", "Infinity");

    /** The buckets that a pod's columns give for {@code name}; without bounds when there are none. */
    static Buckets of(String name, Map<String, Double> values) {
        String prefix = name + LE;
        record Bound(double value, String column) {}
        List<Bound> found = new ArrayList<>();
        for (String column : values.keySet()) {
            if (column.startsWith(prefix)) {
                double bound = bound(column.substring(prefix.length()));
                if (Double.isFinite(bound)) {
                    found.add(new Bound(bound, column));
                }
            }
        }
        found.sort(Comparator.comparingDouble(Bound::value));
        List<String> all = new ArrayList<>();
        INFINITE.forEach(infinite -> all.add(prefix + infinite));
        all.add(name + "_count");
        all.add("requests");
        return new Buckets(
                found.stream().map(Bound::value).toList(), found.stream().map(Bound::column).toList(), all);
    }

    /** The buckets of the first pod that has any. */
    static Optional<Buckets> first(String name, List<ArmSample> arms) {
        return arms.stream()
                .flatMap(arm -> arm.pods().stream())
                .map(pod -> of(name, pod.values()))
                .filter(found -> !found.bounds().isEmpty())
                .findFirst();
    }

    /** An arm's cumulative counts, all last; pods whose counts cannot be right are left out. */
    double[] total(ArmSample arm) {
        double[] total = new double[bounds.size() + 1];
        for (PodSample pod : arm.pods()) {
            double[] counts = counts(pod);
            for (int i = 0; counts != null && i < total.length; i++) {
                total[i] += counts[i];
            }
        }
        return total;
    }

    /** The bound that a column's ending names, infinite or NaN when it names no finite number. */
    static double bound(String text) {
        if (INFINITE.contains(text)) {
            return Double.POSITIVE_INFINITY;
        }
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }

    /** The pod's cumulative counts, all last; null when it lacks a column or its counts fall. */
    double[] counts(PodSample pod) {
        double[] counts = new double[bounds.size() + 1];
        double before = 0;
        for (int i = 0; i < bounds.size(); i++) {
            counts[i] = pod.values().getOrDefault(columns.get(i), Double.NaN);
            if (!(counts[i] >= before)) {
                return null;
            }
            before = counts[i];
        }
        counts[bounds.size()] = all(pod);
        return counts[bounds.size()] >= before ? counts : null;
    }

    /** As plain JSON values. */
    Map<String, Object> state() {
        return Map.of("bounds", bounds, "columns", columns, "all", all);
    }

    static Buckets restored(Map<String, Object> state) {
        return new Buckets(
                PlainNumbers.list(PlainNumbers.array(state.get("bounds"))),
                texts(state.get("columns")),
                texts(state.get("all")));
    }

    private static List<String> texts(Object list) {
        return ((List<?>) list).stream().map(Object::toString).toList();
    }

    private double all(PodSample pod) {
        for (String column : all) {
            Double value = pod.values().get(column);
            if (value != null) {
                return value;
            }
        }
        return Double.NaN;
    }
}
