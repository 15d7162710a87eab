package io.jenkins.plugins.modeldelivery.prometheus;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Turns the answer to an instant query, whatever sent it, into an {@link Answer}. */
final class QueryAnswers {
    private static final ObjectMapper JSON = new ObjectMapper();

    private QueryAnswers() {}

    /** Reads status and body; a body that is not Prometheus' JSON came from something in between. */
    static Answer read(int status, String body) {
        JsonNode root = parse(body);
        if (root == null || !root.path("status").isTextual()) {
            return Answer.without(Answer.State.UNAVAILABLE, "HTTP " + status + " without an answer of Prometheus");
        }
        if (!root.path("status").asText().equals("success")) {
            return failure(status, root);
        }
        return success(root);
    }

    private static Answer failure(int status, JsonNode root) {
        String type = root.path("errorType").asText();
        boolean refused = status == 400 || status == 422 || type.equals("bad_data") || type.equals("execution");
        return Answer.without(
                refused ? Answer.State.REFUSED : Answer.State.UNAVAILABLE, type + ": " + root.path("error").asText());
    }

    private static Answer success(JsonNode root) {
        JsonNode data = root.path("data");
        String type = data.path("resultType").asText();
        List<Sample> samples = new ArrayList<>();
        if (type.equals("scalar")) {
            samples.add(sample("", Map.of(), data.path("result")));
        } else if (type.equals("vector")) {
            for (JsonNode series : data.path("result")) {
                if (series.has("histogram")) {
                    return Answer.without(
                            Answer.State.REFUSED, "the query gives native histograms; take histogram_quantile or a counter of it");
                }
                Map<String, String> labels = labels(series.path("metric"));
                String name = labels.remove("__name__");
                samples.add(sample(name == null ? "" : name, labels, series.path("value")));
            }
        } else {
            return Answer.without(Answer.State.REFUSED, "the query gives a " + type + "; write one that gives a vector or scalar");
        }
        String warnings = Warnings.in(root);
        return new Answer(state(root, samples, warnings), samples, warnings);
    }

    private static Answer.State state(JsonNode root, List<Sample> samples, String warnings) {
        if (!warnings.isEmpty() || root.path("isPartial").asBoolean() || root.path("data").path("isPartial").asBoolean()) {
            return Answer.State.PARTIAL;
        }
        if (samples.isEmpty()) {
            return Answer.State.EMPTY;
        }
        boolean finite = samples.stream().allMatch(sample -> Double.isFinite(sample.value()));
        return finite ? Answer.State.COMPLETE : Answer.State.NOT_A_NUMBER;
    }

    private static Map<String, String> labels(JsonNode metric) {
        Map<String, String> labels = new LinkedHashMap<>();
        metric.fields().forEachRemaining(label -> labels.put(label.getKey(), label.getValue().asText()));
        return labels;
    }

    private static Sample sample(String name, Map<String, String> labels, JsonNode pair) {
        return new Sample(name, labels, number(pair.path(1).asText()), pair.path(0).asDouble(Double.NaN));
    }

    private static double number(String text) {
        try {
            return Double.parseDouble(text.replace("Inf", "Infinity"));
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }

    private static JsonNode parse(String body) {
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException e) {
            return null;
        }
    }
}
