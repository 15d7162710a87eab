package io.jenkins.plugins.modeldelivery.operation;

import java.util.regex.Pattern;

/** Makes what a user or a server wrote fit to stand in a message of one line. */
public final class Excerpt {
    private static final Pattern UNPRINTABLE = Pattern.compile("[\\s\\p{Cc}\\u2028\\u2029]+");
    private static final int LENGTH = 120;

    private Excerpt() {}

    /** The text in one line of at most 120 characters; what is cut off is marked by {@code …}. */
    public static String of(Object value) {
        String text = String.valueOf(value);
        if (text.length() <= LENGTH) {
            return line(text);
        }
        int end = Character.isHighSurrogate(text.charAt(LENGTH - 1)) ? LENGTH - 1 : LENGTH;
        return line(text.substring(0, end)) + "…";
    }

    /** The text with every run of blanks, line ends and control characters replaced by one blank. */
    static String line(String text) {
        return text == null ? null : UNPRINTABLE.matcher(text).replaceAll(" ");
    }
}
