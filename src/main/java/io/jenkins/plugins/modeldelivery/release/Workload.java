package io.jenkins.plugins.modeldelivery.release;

import io.jenkins.plugins.modeldelivery.operation.Excerpt;
import io.jenkins.plugins.modeldelivery.operation.InvalidInputException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What is released.
 *
 * @param kind lower-case kind, such as {@code local} or {@code deployment}
 * @param name its name; fit for a file name
 */
public record Workload(String kind, String name) {
    private static final Pattern FORM = Pattern.compile("([a-z][a-z0-9-]{0,62})/([a-z0-9][a-z0-9.-]{0,252})");

    /**
     * Reads {@code kind/name}.
     *
     * @throws InvalidInputException if it is not written so
     */
    public static Workload parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw new InvalidInputException(
                    "workload '" + Excerpt.of(text) + "' is not a kind and a name; write it as in local/fraud");
        }
        return new Workload(matcher.group(1), matcher.group(2));
    }

    @Override
    public String toString() {
        return kind + "/" + name;
    }
}
