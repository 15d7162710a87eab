package io.jenkins.plugins.modeldelivery.operation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads a described value as a Jenkinsfile writes it: {@code kubernetes(namespace: 'ml', gpus: 1, nodeSelector: ['a=b'])}.
 * Texts stand in single or double quotes, with a backslash before a quote or a backslash in them.
 */
final class DescribedText {
    private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9]*");
    private static final Pattern TEXT = Pattern.compile("'((?:[^'\\\\]|\\\\['\\\\])*)'|\"((?:[^\"\\\\$]|\\\\[\"\\\\$])*)\"");
    private static final Pattern WORD = Pattern.compile("[A-Za-z0-9.+-]+");

    private final Matcher at;

    private DescribedText(String text) {
        at = Pattern.compile("").matcher(text);
    }

    /** The value; empty where the text has another form. */
    static Optional<Described> parse(String text) {
        return new DescribedText(text.strip()).described();
    }

    private Optional<Described> described() {
        String symbol = take(NAME);
        Map<String, Object> values = new LinkedHashMap<>();
        if (symbol == null || !skip('(')) {
            return Optional.empty();
        }
        while (!skip(')')) {
            String name = values.isEmpty() || skip(',') ? take(NAME) : null;
            Object value = name != null && skip(':') ? value() : null;
            if (value == null || values.put(name, value) != null) {
                return Optional.empty();
            }
        }
        return at.regionStart() == at.regionEnd() ? Optional.of(new Described(symbol, values)) : Optional.empty();
    }

    private Object value() {
        return skip('[') ? list() : single();
    }

    private List<String> list() {
        List<String> list = new ArrayList<>();
        while (!skip(']')) {
            String element = list.isEmpty() || skip(',') ? single() : null;
            if (element == null) {
                return null;
            }
            list.add(element);
        }
        return list;
    }

    private String single() {
        String quoted = take(TEXT);
        if (quoted == null) {
            return take(WORD);
        }
        return quoted.substring(1, quoted.length() - 1).replaceAll("\\\\(.)", "$1");
    }

    private boolean skip(char sign) {
        return take(Pattern.compile(Pattern.quote(String.valueOf(sign)))) != null;
    }

    /** What the pattern finds here, with the blanks around it passed over; null for nothing. */
    private String take(Pattern pattern) {
        int from = at.regionStart();
        at.usePattern(Pattern.compile("\\s*"));
        at.lookingAt();
        at.region(at.end(), at.regionEnd());
        at.usePattern(pattern);
        if (!at.lookingAt()) {
            at.region(from, at.regionEnd());
            return null;
        }
        String found = at.group();
        at.region(at.end(), at.regionEnd());
        at.usePattern(Pattern.compile("\\s*"));
        at.lookingAt();
        at.region(at.end(), at.regionEnd());
        return found;
    }
}
