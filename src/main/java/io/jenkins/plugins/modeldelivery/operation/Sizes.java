package io.jenkins.plugins.modeldelivery.operation;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads sizes as users write them: {@code 512MiB}, {@code 4GiB}, {@code 1.5GiB}, {@code 4096B}. */
public final class Sizes {
    private static final Pattern SIZE = Pattern.compile("(\\d{1,12}(?:\\.\\d{1,6})?)\\s*(B|KiB|MiB|GiB|TiB)");
    private static final Map<String, Long> UNITS =
            Map.of("B", 1L, "KiB", 1L << 10, "MiB", 1L << 20, "GiB", 1L << 30, "TiB", 1L << 40);

    private Sizes() {}

    /**
     * Reads a size in bytes.
     *
     * @param field the parameter it belongs to, for the error
     * @throws InvalidInputException if it is not written as above or does not fit into a long
     */
    public static long parse(String field, String text) {
        Matcher matcher = SIZE.matcher(text.strip());
        if (!matcher.matches()) {
            throw refused(field, text, "is not a size");
        }
        double bytes = Double.parseDouble(matcher.group(1)) * UNITS.get(matcher.group(2));
        if (bytes >= Long.MAX_VALUE) {
            throw refused(field, text, "is more than any disk holds");
        }
        return Math.round(bytes);
    }

    private static InvalidInputException refused(String field, String text, String cause) {
        return new InvalidInputException(
                field + " '" + Excerpt.of(text) + "' " + cause + "; write it as in 512MiB or 4GiB");
    }
}
