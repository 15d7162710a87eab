package io.jenkins.plugins.modeldelivery.operation;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * The values given to a step, read by type. Numbers, booleans and lists may come as such or as the text that the command
 * line, a form or a configuration file has; anything that does not fit is an {@link InvalidInputException}.
 */
public final class Arguments {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");

    private final Parameters parameters;
    private final Map<String, ?> values;

    Arguments(Parameters parameters, Map<String, ?> values) {
        this.parameters = parameters;
        this.values = values;
    }

    /** Whether the user gave a value: an empty text or list counts as none. */
    public boolean isGiven(String name) {
        Object value = values.get(name);
        if (value instanceof Collection<?> list) {
            return !list.isEmpty();
        }
        return value != null && !value.toString().isBlank();
    }

    /** The text with surrounding blanks removed, or the default. */
    public String text(String name) {
        Parameter parameter = parameters.get(name);
        if (!isGiven(name)) {
            return parameter.defaultValue();
        }
        Object value = values.get(name);
        if (value instanceof Collection<?> || value instanceof Map<?, ?>) {
            throw refused(name, value, "is not a text", "write it in quotes");
        }
        return value.toString().strip();
    }

    public boolean flag(String name) {
        String text = text(name).toLowerCase(Locale.ROOT);
        if (!text.equals("true") && !text.equals("false")) {
            throw refused(name, text, "is neither true nor false", "write one of them");
        }
        return text.equals("true");
    }

    public long integer(String name) {
        return number(name, text(name), Long::parseLong, "is not a whole number", "write it in digits, as in 1000");
    }

    public double number(String name) {
        double number =
                number(name, text(name), Double::parseDouble, "is not a number", "write it with a dot, as in 0.95");
        if (!Double.isFinite(number)) {
            throw refused(name, text(name), "is not finite", "write a plain number");
        }
        return number;
    }

    /** The value of an enum whose constants are the choices in upper case, with {@code _} for {@code -}. */
    public <E extends Enum<E>> E choice(String name, Class<E> type) {
        String text = text(name);
        for (E constant : type.getEnumConstants()) {
            if (constant.name().equalsIgnoreCase(text.replace('-', '_'))) {
                return constant;
            }
        }
        throw refused(
                name, text, "is not a choice", "choose one of " + String.join(", ", parameters.get(name).choices()));
    }

    /** The elements without blank ones; a single text is split at line ends, as a form's text area gives it. */
    public List<String> texts(String name) {
        if (!isGiven(name)) {
            return List.of();
        }
        Object value = values.get(name);
        if (value instanceof Map<?, ?>) {
            throw refused(name, value, "is a map", "write a list of texts, as in ['a', 'b']");
        }
        Collection<?> elements = value instanceof Collection<?> list ? list : List.of(value.toString().split("\\R"));
        List<String> texts = new ArrayList<>();
        for (Object element : elements) {
            String text = element == null ? "" : element.toString().strip();
            if (!text.isEmpty()) {
                texts.add(text);
            }
        }
        return List.copyOf(texts);
    }

    public List<Integer> integers(String name) {
        List<Integer> integers = new ArrayList<>();
        for (String text : texts(name)) {
            for (String part : text.split(",")) {
                integers.add(number(
                        name, part.strip(), Integer::valueOf, "is not a whole number", "write a list as in [5, 25, 100]"));
            }
        }
        return List.copyOf(integers);
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
        return new InvalidInputException(parameters.step() + ": " + name + " '" + value + "' " + cause + "; " + cure);
    }

    private <N> N number(String name, String text, Function<String, N> parse, String cause, String cure) {
        try {
            return parse.apply(text);
        } catch (NumberFormatException e) {
            throw refused(name, text, cause, cure);
        }
    }
}
