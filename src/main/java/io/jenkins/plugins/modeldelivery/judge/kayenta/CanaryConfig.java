package io.jenkins.plugins.modeldelivery.judge.kayenta;

import io.jenkins.plugins.modeldelivery.operation.InvalidInputException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Kayenta's canary config: which metrics, in which groups, with which weights and thresholds. Queries, templates and
 * other parts that a judge does not need are not read.
 *
 * @param pass least summary score that passes
 * @param marginal least summary score that is not a failure
 */
public record CanaryConfig(
        List<MetricConfig> metrics, Map<String, Double> groupWeights, double pass, double marginal) {
    private static final double USUAL_PASS = 95;
    private static final double USUAL_MARGINAL = 75;
    private static final double USUAL_OUTLIER_FACTOR = 3;

    public CanaryConfig {
        metrics = List.copyOf(metrics);
        groupWeights = Map.copyOf(groupWeights);
    }

    /**
     * Reads a parsed canary config.
     *
     * @throws InvalidInputException naming the field, the value and the cure
     */
    public static CanaryConfig of(Map<String, ?> json) {
        List<MetricConfig> metrics = new ArrayList<>();
        for (Object metric : list(json.get("metrics"), "metrics")) {
            metrics.add(metric(map(metric, "metrics")));
        }
        if (metrics.isEmpty()) {
            throw refused("metrics", "is empty", "list at least one metric");
        }
        Map<String, ?> classifier = json.get("classifier") == null ? Map.of() : map(json.get("classifier"), "classifier");
        Map<String, Double> weights = new LinkedHashMap<>();
        if (classifier.get("groupWeights") != null) {
            map(classifier.get("groupWeights"), "groupWeights")
                    .forEach((group, weight) -> weights.put(group, number(weight, "groupWeights." + group)));
        }
        Map<String, ?> thresholds =
                classifier.get("scoreThresholds") == null ? Map.of() : map(classifier.get("scoreThresholds"), "scoreThresholds");
        return new CanaryConfig(
                metrics,
                weights,
                number(thresholds, "pass", USUAL_PASS),
                number(thresholds, "marginal", USUAL_MARGINAL));
    }

    private static MetricConfig metric(Map<String, ?> json) {
        if (!(json.get("name") instanceof String name) || name.isBlank()) {
            throw refused("metrics", "has a metric without a name", "give each a name");
        }
        Map<String, ?> analysis =
                json.get("analysisConfigurations") == null ? Map.of() : map(json.get("analysisConfigurations"), "analysisConfigurations");
        Map<String, ?> canary = analysis.get("canary") == null ? Map.of() : map(analysis.get("canary"), "canary");
        Map<String, ?> outliers = canary.get("outliers") == null ? Map.of() : map(canary.get("outliers"), "outliers");
        boolean remove = word(outliers, "strategy", "keep", List.of("keep", "remove", "none")).equals("remove");
        List<String> groups = new ArrayList<>();
        for (Object group : json.get("groups") == null ? List.of() : list(json.get("groups"), "groups")) {
            groups.add(String.valueOf(group));
        }
        return new MetricConfig(
                name,
                List.copyOf(groups),
                MetricConfig.Direction.valueOf(
                        word(canary, "direction", "either", List.of("increase", "decrease", "either")).toUpperCase(Locale.ROOT)),
                word(canary, "nanStrategy", "remove", List.of("remove", "replace", "none")).equals("replace"),
                remove ? number(outliers, "outlierFactor", USUAL_OUTLIER_FACTOR) : Double.NaN,
                flag(canary, "critical"),
                flag(canary, "muted"),
                flag(canary, "mustHaveData"),
                effectSize(canary.get("effectSize") == null ? Map.of() : map(canary.get("effectSize"), "effectSize")));
    }

    private static MetricConfig.EffectSize effectSize(Map<String, ?> json) {
        boolean cles = word(json, "measure", "meanRatio", List.of("meanratio", "cles")).equals("cles");
        double none = cles ? 0.5 : 1;
        return new MetricConfig.EffectSize(
                cles,
                number(json, "allowedIncrease", none),
                number(json, "allowedDecrease", none),
                number(json, "criticalIncrease", none),
                number(json, "criticalDecrease", none));
    }

    private static String word(Map<String, ?> json, String field, String usual, List<String> known) {
        String word = json.get(field) == null ? usual.toLowerCase(Locale.ROOT) : json.get(field).toString().toLowerCase(Locale.ROOT);
        if (!known.contains(word)) {
            throw refused(field, "is '" + json.get(field) + "'", "write one of " + String.join(", ", known));
        }
        return word;
    }

    private static boolean flag(Map<String, ?> json, String field) {
        Object value = json.get(field);
        if (value != null && !(value instanceof Boolean)) {
            throw refused(field, "is '" + value + "'", "write true or false");
        }
        return value != null && (Boolean) value;
    }

    private static double number(Map<String, ?> json, String field, double usual) {
        return json.get(field) == null ? usual : number(json.get(field), field);
    }

    private static double number(Object value, String field) {
        if (value instanceof Number number && Double.isFinite(number.doubleValue())) {
            return number.doubleValue();
        }
        throw refused(field, "is '" + value + "'", "write a number");
    }

    private static List<?> list(Object value, String field) {
        if (value instanceof List<?> list) {
            return list;
        }
        throw refused(field, value == null ? "is missing" : "is not a list", "give a list, as Kayenta's documentation shows");
    }

    private static Map<String, ?> map(Object value, String field) {
        if (!(value instanceof Map<?, ?> map)) {
            throw refused(field, "is not an object", "give an object, as Kayenta's documentation shows");
        }
        Map<String, Object> named = new LinkedHashMap<>();
        map.forEach((key, member) -> named.put(String.valueOf(key), member));
        return named;
    }

    private static InvalidInputException refused(String field, String cause, String cure) {
        return new InvalidInputException("canary config: " + field + " " + cause + "; " + cure);
    }
}
