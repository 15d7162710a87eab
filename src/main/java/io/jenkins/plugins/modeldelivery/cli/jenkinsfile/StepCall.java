package io.jenkins.plugins.modeldelivery.cli.jenkinsfile;

import groovy.lang.Closure;
import groovy.lang.GString;
import io.jenkins.plugins.modeldelivery.operation.InvalidInputException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * A step's arguments, bound by name as Jenkins binds them.
 *
 * @param arguments in the order given; texts with embedded expressions are plain strings already
 * @param body the block that follows; null when there is none
 */
record StepCall(Signature signature, Map<String, Object> arguments, Closure<?> body) {

    /**
     * Binds what Groovy passes: named arguments as one map, or one bare argument, then the block.
     *
     * @param refusal makes the error for a parameter that is not supported
     * @throws InvalidInputException if the step is not called like that
     */
    static StepCall bind(
            Signature signature, Object[] passed, Function<String, InvalidInputException> refusal) {
        List<Object> rest = new ArrayList<>(Arrays.asList(passed));
        Closure<?> body = takeBody(signature, rest);
        Map<String, Object> arguments = new LinkedHashMap<>();
        if (rest.size() == 1 && rest.get(0) instanceof Map<?, ?> named) {
            named.forEach((key, value) -> arguments.put(key.toString(), plain(value)));
        } else if (rest.size() == 1 && !signature.single().isEmpty()) {
            arguments.put(signature.single(), plain(rest.get(0)));
        } else if (!rest.isEmpty()) {
            throw new InvalidInputException(signature.name() + " cannot be called with " + rest.size()
                    + (rest.size() == 1 ? " bare argument" : " arguments") + "; name them, as in "
                    + signature.name() + "(name: value)");
        }
        for (String name : arguments.keySet()) {
            if (!signature.knows(name)) {
                throw refusal.apply(signature.refusal(name));
            }
        }
        return new StepCall(signature, arguments, body);
    }

    boolean has(String name) {
        return arguments.get(name) != null;
    }

    /** A required text. */
    String text(String name) {
        if (!has(name)) {
            throw new InvalidInputException(signature.name() + ": " + name + " is missing; give it a value");
        }
        return arguments.get(name).toString();
    }

    String text(String name, String otherwise) {
        return has(name) ? text(name) : otherwise;
    }

    boolean flag(String name, boolean otherwise) {
        if (!has(name)) {
            return otherwise;
        }
        if (arguments.get(name) instanceof Boolean flag) {
            return flag;
        }
        throw wrong(name, "is neither true nor false; write one of them without quotes");
    }

    /** A required whole number of at least 1. */
    long count(String name) {
        if (text(name).matches("[1-9]\\d{0,8}")) {
            return Long.parseLong(text(name));
        }
        throw wrong(name, "is not a whole number of at least 1; write it in digits");
    }

    InvalidInputException wrong(String name, String causeAndCure) {
        return new InvalidInputException(
                signature.name() + ": " + name + " '" + arguments.get(name) + "' " + causeAndCure);
    }

    /** Replaces Groovy's texts with embedded expressions by strings, at any depth. */
    static Object plain(Object value) {
        if (value instanceof GString text) {
            return text.toString();
        }
        if (value instanceof Map<?, ?> map) {
            Map<String, Object> plain = new LinkedHashMap<>();
            map.forEach((key, element) -> plain.put(String.valueOf(key), plain(element)));
            return plain;
        }
        if (value instanceof Collection<?> collection) {
            List<Object> plain = new ArrayList<>();
            collection.forEach(element -> plain.add(plain(element)));
            return plain;
        }
        return value;
    }

    private static Closure<?> takeBody(Signature signature, List<Object> rest) {
        boolean given = !rest.isEmpty() && rest.get(rest.size() - 1) instanceof Closure<?>;
        if (given != signature.block()) {
            throw new InvalidInputException(signature.name()
                    + (given ? " takes no block; remove the braces" : " needs a block; add { … } behind it"));
        }
        return given ? (Closure<?>) rest.remove(rest.size() - 1) : null;
    }
}
