package io.jenkins.plugins.modeldelivery.gate;

import java.util.regex.Pattern;

/**
 * What a gate speaks of: {@code latency p99}, {@code psi(age)}, {@code promql("…")}, {@code f1[country=*]}.
 *
 * @param name the subject's name, such as {@code roc_auc}
 * @param percentile 0 to 100, or NaN when none is written
 * @param argument what stands in parentheses, without quotes; the empty string when nothing does
 * @param slice what stands in brackets; the empty string when nothing does
 */
public record Subject(String name, double percentile, String argument, String slice) {
    private static final Pattern NEEDS_QUOTES = 
            Pattern.compile("[\\[\\]()\"'\\\\]|^\\s|\\s$", Pattern.UNICODE_CHARACTER_CLASS);

    public boolean hasPercentile() {
        return !Double.isNaN(percentile);
    }

    /** The subject as a user writes it: reading it again gives an equal one. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(name);
        if (hasPercentile()) {
            text.append(" p").append(Quantities.exact(percentile));
        }
        if (!argument.isEmpty()) {
            text.append('(').append(quoted(argument)).append(')');
        }
        if (!slice.isEmpty()) {
            text.append('[').append(quoted(slice)).append(']');
        }
        return text.toString();
    }

    private static String quoted(String text) {
        return NEEDS_QUOTES.matcher(text).find()
                ? '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"'
                : text;
    }
}
