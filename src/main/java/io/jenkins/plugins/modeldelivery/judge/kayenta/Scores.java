package io.jenkins.plugins.modeldelivery.judge.kayenta;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Kayenta's scores of a canary, each 0 to 100.
 *
 * @param summary weighted over the groups, rounded to two decimals
 * @param groups the score of each group; NaN for one without data
 * @param reason why the summary is 0 whatever the groups say; the empty string otherwise
 */
public record Scores(double summary, Map<String, Double> groups, String reason) {
    private static final double ALL = 100;
    private static final double TOO_MUCH_MISSING = 0.5;

    /** Scores metrics; muted ones are left out before. */
    static Scores of(List<MetricResult> metrics, Map<String, Double> weights) {
        Map<String, List<Classification>> byGroup = new LinkedHashMap<>();
        for (MetricResult metric : metrics) {
            metric.groups().forEach(group -> byGroup
                    .computeIfAbsent(group, name -> new ArrayList<>())
                    .add(metric.classification()));
        }
        Map<String, Double> groups = new LinkedHashMap<>();
        byGroup.forEach((group, classifications) -> groups.put(group, score(classifications)));
        String reason = reason(metrics);
        return new Scores(reason.isEmpty() ? summary(groups, weights) : 0, groups, reason);
    }

    private static double score(List<Classification> classifications) {
        Set<Classification> counted = Set.of(
                Classification.PASS, Classification.HIGH, Classification.LOW, Classification.NODATA_FAIL_METRIC);
        long total = classifications.stream().filter(counted::contains).count();
        long passed = classifications.stream().filter(c -> c == Classification.PASS).count();
        return total == 0 ? Double.NaN : ALL * passed / total;
    }

    private static String reason(List<MetricResult> metrics) {
        Optional<MetricResult> critical = metrics.stream()
                .filter(metric -> metric.critical() && metric.classification() != Classification.PASS)
                .findFirst();
        if (critical.isPresent()) {
            return "a critical metric failed: " + critical.get().reason();
        }
        long missing = metrics.stream().filter(m -> m.classification() == Classification.NODATA).count();
        return !metrics.isEmpty() && missing >= TOO_MUCH_MISSING * metrics.size()
                ? "half of the metrics or more have no data"
                : "";
    }

    /** Groups without a weight share what the weights leave of 100; one without data counts as full. */
    private static double summary(Map<String, Double> groups, Map<String, Double> weights) {
        double given = weights.values().stream().mapToDouble(Double::doubleValue).sum();
        Set<String> others = groups.keySet().stream().filter(g -> !weights.containsKey(g)).collect(Collectors.toSet());
        double each = others.isEmpty() ? 0 : (ALL - given) / others.size();
        double sum = 0;
        for (Map.Entry<String, Double> group : groups.entrySet()) {
            double score = Double.isNaN(group.getValue()) ? ALL : group.getValue();
            sum += score * weights.getOrDefault(group.getKey(), each) / ALL;
        }
        return BigDecimal.valueOf(sum).setScale(2, RoundingMode.HALF_UP).doubleValue();
    }
}
