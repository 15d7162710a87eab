package io.jenkins.plugins.modeldelivery.operation;

import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads durations as users write them: {@code 500ms}, {@code 90s}, {@code 2h}, {@code 1h30m}, {@code 7d}. */
public final class Durations {
    private static final Pattern WHOLE = Pattern.compile("(?:\\d{1,9}(?:ms|s|m|h|d)){1,5}");
    private static final Pattern PART = Pattern.compile("(\\d+)(ms|s|m|h|d)");
    /** Longer ones would not fit into nanoseconds, which timers count in. */
    private static final Duration LONGEST = Duration.ofDays(36_525);

    private static final Map<String, Duration> UNITS = Map.of(
            "ms", Duration.ofMillis(1),
            "s", Duration.ofSeconds(1),
            "m", Duration.ofMinutes(1),
            "h", Duration.ofHours(1),
            "d", Duration.ofDays(1));

    private Durations() {}

    /**
     * Reads a duration.
     *
     * @param field the parameter it belongs to, for the error
     * @throws InvalidInputException if it is not written as above or longer than 100 years
     */
    public static Duration parse(String field, String text) {
        String stripped = text.strip();
        if (!WHOLE.matcher(stripped).matches()) {
            throw refused(field, text, "is not a duration");
        }
        Duration sum = Duration.ZERO;
        Matcher part = PART.matcher(stripped);
        while (part.find()) {
            sum = sum.plus(UNITS.get(part.group(2)).multipliedBy(Long.parseLong(part.group(1))));
        }
        if (sum.compareTo(LONGEST) > 0) {
            throw refused(field, text, "is longer than 100 years");
        }
        return sum;
    }

    private static InvalidInputException refused(String field, String text, String cause) {
        return new InvalidInputException(field + " '" + Excerpt.of(text) + "' " + cause
                + "; write it as in 500ms, 90s, 30m, 2h or 1h30m");
    }
}
