package io.jenkins.plugins.modeldelivery.benchmark.protocol;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.modeldelivery.http.JsonPath;
import io.jenkins.plugins.modeldelivery.operation.Excerpt;
import io.jenkins.plugins.modeldelivery.operation.InvalidInputException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a good response has: a status, {@code 200} or {@code 2xx}, of which one of those written must hold, and values by
 * JSON path, {@code outputs[0].data[0] = 1} or just {@code $.outputs}, which must all hold.
 */
public final class Expectations {
    private static final Pattern STATUS = Pattern.compile("([1-5])(\\d\\d|xx)");
    private static final Pattern CHECK = Pattern.compile("([^=]+?)\\s*(?:=\\s*(.*))?", Pattern.DOTALL);
    private static final ObjectMapper JSON = new ObjectMapper();

    /** One path and the value that must stand there; null for any. */
    private record Check(JsonPath path, JsonNode value) {}

    private final boolean[] statuses = new boolean[1000];
    private final List<Check> checks = new ArrayList<>();

    /**
     * Reads expectations.
     *
     * @throws InvalidInputException if one is neither a status nor a JSON path
     */
    public Expectations(List<String> texts) {
        for (String text : texts) {
            if (!STATUS.matcher(text).matches()) {
                checks.add(check(text));
            }
        }
        List<String> wanted = texts.stream().filter(text -> STATUS.matcher(text).matches()).toList();
        (wanted.isEmpty() ? List.of("2xx") : wanted).forEach(this::accept);
    }

    private void accept(String status) {
        int from = Integer.parseInt(status.replace('x', '0'));
        Arrays.fill(statuses, from, status.endsWith("x") ? from + 100 : from + 1, true);
    }

    private static Check check(String text) {
        Matcher matcher = CHECK.matcher(text);
        if (matcher.matches()) {
            JsonPath path = JsonPath.parse(matcher.group(1)).orElse(null);
            if (path != null) {
                return new Check(path, matcher.group(2) == null ? null : literal(matcher.group(2)));
            }
        }
        throw new InvalidInputException("gpuBenchmark: expect '" + Excerpt.of(text)
                + "' is neither a status nor a JSON path; write it as in 200, 2xx, $.outputs or outputs[0].data[0] = 1");
    }

    /** A JSON value, or else the text as it is, so that texts need no quotes. */
    private static JsonNode literal(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            return JSON.getNodeFactory().textNode(text);
        }
    }

    /** Whether responses must be looked at as JSON. */
    public boolean checksJson() {
        return !checks.isEmpty();
    }

    boolean acceptsStatus(int status) {
        return statuses[status];
    }

    boolean accepts(JsonNode response) {
        return checks.stream().allMatch(check -> {
            JsonNode found = check.path().in(response);
            return check.value() == null ? !found.isMissingNode() : equal(check.value(), found);
        });
    }

    /** Numbers are equal by value, so that 1 matches 1.0. */
    private static boolean equal(JsonNode wanted, JsonNode found) {
        return wanted.isNumber() && found.isNumber()
                ? wanted.decimalValue().compareTo(found.decimalValue()) == 0
                : wanted.equals(found);
    }
}
