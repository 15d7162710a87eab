package io.jenkins.plugins.modeldelivery.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Names one value of a JSON answer: the part of JSONPath (RFC 9535) that does, as in {@code $.outputs[0].name}, {@code ['a b'][-1]}. */
public final class JsonPath {
    private static final Pattern STEP =
            Pattern.compile("\\.?([\\p{L}_][\\p{L}\\p{N}_-]*)|\\[(-?\\d{1,9})]|\\['([^']*)']|\\[\"([^\"]*)\"]");

    private final List<Object> steps;

    private JsonPath(List<Object> steps) {
        this.steps = steps;
    }

    /** Reads a path, with or without {@code $} before it; nothing if the text is none. */
    public static Optional<JsonPath> parse(String text) {
        String rest = text.startsWith("$") ? text.substring(1) : text;
        Matcher matcher = STEP.matcher(rest);
        List<Object> steps = new ArrayList<>();
        int from = 0;
        while (from < rest.length()) {
            matcher.region(from, rest.length());
            if (!matcher.lookingAt()) {
                return Optional.empty();
            }
            steps.add(matcher.group(2) != null ? (Object) Integer.valueOf(matcher.group(2)) : name(matcher));
            from = matcher.end();
        }
        return steps.isEmpty() ? Optional.empty() : Optional.of(new JsonPath(steps));
    }

    private static String name(Matcher matcher) {
        return matcher.group(1) != null ? matcher.group(1) : matcher.group(3) != null ? matcher.group(3) : matcher.group(4);
    }

    /** The value at the path; a missing node where there is none. */
    public JsonNode in(JsonNode root) {
        JsonNode node = root;
        for (Object step : steps) {
            if (step instanceof Integer index) {
                node = node.path(index < 0 ? node.size() + index : index);
            } else {
                node = node.path((String) step);
            }
        }
        return node;
    }
}
