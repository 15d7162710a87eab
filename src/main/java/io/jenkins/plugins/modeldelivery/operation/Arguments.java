package io.jenkins.plugins.modeldelivery.operation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * The values given to a step, read by type. Numbers, booleans and lists may come as such or as the text that the command
 * line, a form or a configuration file has; anything that does not fit is an {@link InvalidInputException}.
 */
public final class Arguments {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");
    private static final Pattern NUMBER = Pattern.compile("[+-]?(?:\\d+\\.?\\d*|\\.\\d+)(?:[eE][+-]?\\d+)?");

    private final Parameters parameters;
    private final Map<String, Object> values;

    Arguments(Parameters parameters, Map<String, ?> values) {
        this.parameters = parameters;
        this.values = new LinkedHashMap<>(values);
        this.values.replaceAll((name, value) -> value instanceof Object[] array ? Arrays.asList(array) : value);
    }

    /** Whether the user gave a value: a blank text counts as none, and so does a list of nothing else. */
    public boolean isGiven(String name) {
        Object value = values.get(name);
        if (value instanceof Collection<?> list) {
            return list.stream().anyMatch(element -> element != null && !element.toString().isBlank());
        }
        return value != null && !value.toString().isBlank();
    }

    /** The text with surrounding blanks removed, or the default. */
    public String text(String name) {
        Parameter parameter = parameters.get(name);
        return isGiven(name) ? textOf(name, values.get(name)) : parameter.defaultValue();
    }

    public boolean flag(String name) {
        String text = text(name).toLowerCase(Locale.ROOT);
        if (!text.equals("true") && !text.equals("false")) {
            throw refused(name, text, "is neither true nor false", "write one of them");
        }
        return text.equals("true");
    }

    public long integer(String name) {
        return number(name, text(name), Long::valueOf, "is not a whole number", "write it in digits, as in 1000");
    }

    public double number(String name) {
        String text = text(name);
        if (!NUMBER.matcher(text).matches()) {
            throw refused(name, text, "is not a number", "write it with a dot, as in 0.95");
        }
        double number = Double.parseDouble(text);
        if (!Double.isFinite(number)) {
            throw refused(name, text, "is too large", "write a smaller number");
        }
        return number;
    }

    /** The value of an enum whose constants are the choices in upper case, with {@code _} for {@code -}. */
    public <E extends Enum<E>> E choice(String name, Class<E> type) {
        String text = text(name);
        List<String> choices = parameters.get(name).choices();
        for (String choice : choices) {
            if (choice.equalsIgnoreCase(text)) {
                return Enum.valueOf(type, choice.toUpperCase(Locale.ROOT).replace('-', '_'));
            }
        }
        throw refused(name, text, "is not a choice", "choose one of " + String.join(", ", choices));
    }

    /** The elements without blank ones, or the default; a single text is split at line ends, as a form's text area gives it. */
    public List<String> texts(String name) {
        Object value = isGiven(name) ? values.get(name) : parameters.get(name).defaultValue();
        Collection<?> elements =
                value instanceof Collection<?> list ? list : List.of(textOf(name, value).split("\\R"));
        List<String> texts = new ArrayList<>();
        for (Object element : elements) {
            String text = element == null ? "" : textOf(name, element);
            if (!text.isEmpty()) {
                texts.add(text);
            }
        }
        return List.copyOf(texts);
    }

    /** The elements of a list, or the default, or those of a text in which commas or line ends part them. */
    public List<Integer> integers(String name) {
        List<Integer> integers = new ArrayList<>();
        for (String text : texts(name)) {
            for (String part : text.split(",")) {
                String cure = "write a list as in [5, 25, 100]";
                integers.add(number(name, part.strip(), Integer::valueOf, "is not a whole number", cure));
            }
        }
        return List.copyOf(integers);
    }

    /**
     * The options of a described value; empty where none was given.
     *
     * @throws InvalidInputException if it is not described, or its options are wrong
     */
    public Optional<Arguments> described(String name) {
        if (!isGiven(name)) {
            return Optional.empty();
        }
        Parameter parameter = parameters.get(name);
        Object value = values.get(name);
        Described described = value instanceof Described given
                ? given
                : DescribedText.parse(textOf(name, value))
                        .orElseThrow(() -> refused(name, value, "is not of a known form", "write it as in " + parameter.unit()));
        return Optional.of(parameter.forms().stream()
                .filter(form -> form.step().equals(described.symbol()))
                .findFirst()
                .orElseThrow(() -> refused(name, described.symbol(), "is not known", "write it as in " + parameter.unit()))
                .bind(described.values()));
    }

    /** What was given, as texts and lists of texts; described values are left out. */
    public Map<String, Object> given() {
        Map<String, Object> given = new LinkedHashMap<>();
        for (Parameter parameter : parameters.all()) {
            if (isGiven(parameter.name()) && parameter.type() != Parameter.Type.DESCRIBED) {
                given.put(parameter.name(), parameter.isList() ? texts(parameter.name()) : text(parameter.name()));
            }
        }
        return given;
    }

    /** The ids of all stored credentials that were given, those of described values included. */
    Set<String> credentials() {
        Set<String> ids = new LinkedHashSet<>();
        for (Parameter parameter : parameters.all()) {
            if (parameter.isCredential() && isGiven(parameter.name())) {
                ids.add(text(parameter.name()));
            } else if (parameter.type() == Parameter.Type.DESCRIBED) {
                described(parameter.name()).ifPresent(options -> ids.addAll(options.credentials()));
            }
        }
        return ids;
    }

    /** The use's name in its build; it becomes part of file names and addresses. */
    public String useName() {
        String name = text("name");
        if (!NAME.matcher(name).matches()) {
            throw refused(
                    "name", name, "cannot be part of an address", "use letters, digits, '.', '_' and '-', at most 100");
        }
        return name;
    }

    public Consequence onFail() {
        return choice("onFail", Consequence.class);
    }

    /** What an inconclusive verdict does: as {@code onFail} unless given. */
    public Consequence onInconclusive() {
        return isGiven("onInconclusive") ? choice("onInconclusive", Consequence.class) : onFail();
    }

    /** The error for a value that does not fit: field, value, cause and cure in one line. */
    public InvalidInputException refused(String name, Object value, String cause, String cure) {
        return new InvalidInputException(
                parameters.step() + ": " + name + " '" + Excerpt.of(value) + "' " + cause + "; " + cure);
    }

    /** A Jenkinsfile may give anything, a map, a closure or a file among them: only what reads as text is taken. */
    private String textOf(String name, Object value) {
        if (value instanceof CharSequence
                || value instanceof Number
                || value instanceof Boolean
                || value instanceof Enum<?>) {
            return value.toString().strip();
        }
        throw parameters.get(name).isList()
                ? refused(name, value, "is not a list of texts", "write it as in ['a', 'b']")
                : refused(name, value, "is not a text", "write it in quotes");
    }

    private <N> N number(String name, String text, Function<String, N> parse, String cause, String cure) {
        try {
            return parse.apply(text);
        } catch (NumberFormatException e) {
            throw refused(name, text, cause, cure);
        }
    }
}
