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
     * @throws InvalidInputException if it is not written as above
     */
    public static long parse(String field, String text) {
        Matcher matcher = SIZE.matcher(text.strip());
        double bytes = matcher.matches() ? Double.parseDouble(matcher.group(1)) * UNITS.get(matcher.group(2)) : -1;
        if (bytes < 0 || bytes > Long.MAX_VALUE) {
            throw new InvalidInputException(field + " '" + text + "' is not a size; write it as in 512MiB or 4GiB");
        }
        return Math.round(bytes);
    }
}
