package io.jenkins.plugins.modeldelivery.benchmark.protocol;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.modeldelivery.operation.InvalidInputException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A text with places for the fields of a line of data: {@code {{tenant}}}, {@code {{user.id}}}. A text field is put in
 * without quotes, everything else as the JSON it is.
 */
final class Template {
    private static final Pattern PLACE = Pattern.compile("\\{\\{\\s*([^{}\\s]{1,200})\\s*}}");

    private final String owner;
    private final List<String> texts = new ArrayList<>();
    private final List<String> fields = new ArrayList<>();

    /**
     * Reads a template.
     *
     * @param owner the parameter it belongs to, for errors
     */
    Template(String owner, String text) {
        this.owner = owner;
        Matcher matcher = PLACE.matcher(text);
        int from = 0;
        while (matcher.find()) {
            texts.add(text.substring(from, matcher.start()));
            fields.add(matcher.group(1));
            from = matcher.end();
        }
        texts.add(text.substring(from));
    }

    boolean hasFields() {
        return !fields.isEmpty();
    }

    /**
     * The text for one line of data.
     *
     * @param escaped whether text fields are written as within a JSON text
     * @throws InvalidInputException if the line lacks a field; the message names the field, not the line's values
     */
    String render(JsonNode line, boolean escaped) {
        StringBuilder result = new StringBuilder(texts.get(0));
        for (int i = 0; i < fields.size(); i++) {
            result.append(written(value(line, fields.get(i)), escaped)).append(texts.get(i + 1));
        }
        return result.toString();
    }

    private JsonNode value(JsonNode line, String field) {
        JsonNode node = line;
        for (String name : field.split("\\.")) {
            node = node.path(name);
        }
        if (node.isMissingNode()) {
            throw new InvalidInputException("gpuBenchmark: " + owner + " takes the field '" + field
                    + "', which a line of data lacks; give every line that field");
        }
        return node;
    }

    private static String written(JsonNode value, boolean escaped) {
        if (!value.isTextual()) {
            return value.toString();
        }
        return escaped ? new String(JsonStringEncoder.getInstance().quoteAsString(value.textValue())) : value.textValue();
    }
}
