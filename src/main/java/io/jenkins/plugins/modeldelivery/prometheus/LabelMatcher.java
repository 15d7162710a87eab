package io.jenkins.plugins.modeldelivery.prometheus;

import io.jenkins.plugins.modeldelivery.operation.InvalidInputException;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** One condition on a label, as Prometheus and Alertmanager write it: {@code severity=~"critical|page"}. */
public final class LabelMatcher {
    private static final Pattern FORM =
            Pattern.compile("\\s*([A-Za-z_][A-Za-z0-9_]*)\\s*(=~|!~|!=|=)\\s*(?:\"((?:[^\"\\\\]|\\\\.)*)\"|([^\"\\s,}=~!]+))\\s*");

    private final String label;
    private final String operator;
    private final String value;
    private final Pattern pattern;

    private LabelMatcher(String label, String operator, String value) {
        this.label = label;
        this.operator = operator;
        this.value = value;
        this.pattern = operator.endsWith("~") ? Pattern.compile(value) : null;
    }

    /**
     * Reads one matcher.
     *
     * @param field the parameter it belongs to, for the error
     * @throws InvalidInputException if it is malformed
     */
    public static LabelMatcher parse(String field, String text) {
        Matcher form = FORM.matcher(text);
        if (text.length() > 1000 || !form.matches()) {
            throw new InvalidInputException(field + " '" + text
                    + "' is not a label matcher; write it as in model=\"fraud\" or severity=~\"critical|page\"");
        }
        String value = form.group(3) == null ? form.group(4) : form.group(3).replaceAll("\\\\(.)", "$1");
        try {
            return new LabelMatcher(form.group(1), form.group(2), value);
        } catch (PatternSyntaxException e) {
            throw new InvalidInputException(
                    field + " '" + text + "': " + e.getDescription() + " in the expression; correct it", e);
        }
    }

    /** The condition that a label has this value. */
    public static LabelMatcher equal(String label, String value) {
        return new LabelMatcher(label, "=", value);
    }

    /** Whether the labels fulfil it; a label that is absent counts as the empty text. */
    public boolean matches(Map<String, String> labels) {
        String actual = labels.getOrDefault(label, "");
        return switch (operator) {
            case "=" -> actual.equals(value);
            case "!=" -> !actual.equals(value);
            case "=~" -> pattern.matcher(actual).matches();
            default -> !pattern.matcher(actual).matches();
        };
    }

    /** The matcher as Alertmanager's {@code filter=} takes it. */
    @Override
    public String toString() {
        return label + operator + '"' + value.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
