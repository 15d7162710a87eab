package io.jenkins.plugins.modeldelivery.gate;

import io.jenkins.plugins.modeldelivery.operation.Durations;
import io.jenkins.plugins.modeldelivery.operation.Excerpt;
import io.jenkins.plugins.modeldelivery.operation.InvalidInputException;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Walks over the text of one gate; every refusal names the gate, the place and the cure. */
final class GateScanner {
    private static final int LONGEST = 10_000;
    private static final Pattern LINE_END_OR_TAB = Pattern.compile("\\R|\\t");
    private static final Pattern CONTROL = Pattern.compile("\\p{Cc}");
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    private static final Pattern BARE_PERCENTILE = Pattern.compile("p\\d+");
    private static final Pattern PERCENTILE = Pattern.compile("p(\\d+(?:\\.\\d+)?)(?![A-Za-z0-9_])");
    private static final Pattern FRACTION = Pattern.compile("\\.\\d+");
    private static final Pattern NUMBER = Pattern.compile("[+-]?(?:\\d+\\.?\\d*|\\.\\d+)(?:[eE][+-]?\\d+)?");
    private static final Pattern UNIT = Pattern.compile("(?!for\\b)[%/\\p{L}]\\p{L}*");
    private static final Pattern WORD_END = Pattern.compile("(?![A-Za-z0-9_])");

    private final String kind;
    private final String text;
    private int position;

    /**
     * Starts at the beginning of the text.
     *
     * @param kind what the text is called in an error: {@code gate} or {@code rule}
     */
    GateScanner(String kind, String written) {
        this.kind = kind;
        this.text = LINE_END_OR_TAB.matcher(written).replaceAll(" ").strip();
        if (text.isEmpty()) {
            throw new InvalidInputException(kind + " '' is empty; write one as in 'accuracy >= 0.9'");
        }
        if (text.length() > LONGEST) {
            throw new InvalidInputException(kind + " '" + Excerpt.of(text) + "' is " + text.length()
                    + " characters long; write at most " + LONGEST);
        }
        Matcher control = CONTROL.matcher(text);
        if (control.find()) {
            throw refused(control.start(), "a control character stands here", "remove it");
        }
        skipBlanks();
    }

    static boolean isPercentile(String name) {
        return BARE_PERCENTILE.matcher(name).matches();
    }

    /** The whole text, in one line. */
    String text() {
        return text;
    }

    /** Where the next part begins, for {@link #refused(int, String, String)}. */
    int position() {
        return position;
    }

    boolean take(String symbol) {
        if (!text.startsWith(symbol, position)) {
            return false;
        }
        advance(position + symbol.length());
        return true;
    }

    boolean takeWord(String word) {
        if (!text.startsWith(word, position)
                || !WORD_END.matcher(text).region(position + word.length(), text.length()).lookingAt()) {
            return false;
        }
        advance(position + word.length());
        return true;
    }

    void expectWord(String word) {
        if (!takeWord(word)) {
            throw refused(position, "expected '" + word + "'", "write 'not worse' or 'not worse by 0.01'");
        }
    }

    String name() {
        return expect(NAME, "expected the name of a subject", "begin with a name such as accuracy");
    }

    boolean atPercentile() {
        return matcher(PERCENTILE).lookingAt();
    }

    double percentile() {
        return Double.parseDouble(expect(PERCENTILE, "expected a percentile", "write p99").substring(1));
    }

    /** The digits behind a bare percentile's dot, as in p99.9; the empty string when there are none. */
    String fraction() {
        return takeIf(FRACTION);
    }

    /** A number, infinite when it is too large for a double. */
    double number() {
        return Double.parseDouble(expect(NUMBER, "expected a number", "write one as in 0.9"));
    }

    /** What is written in the place of a unit; the empty string when nothing is. */
    String unit() {
        return takeIf(UNIT);
    }

    Duration duration() {
        String rest = text.substring(position);
        position = text.length();
        return Durations.parse(kind + " '" + Excerpt.of(text) + "': for", rest);
    }

    /** What stands between the brackets, unquoted; the empty string when there are none. */
    String enclosed(char open, char close) {
        if (position >= text.length() || text.charAt(position) != open) {
            return "";
        }
        int start = position + 1;
        int end = closing(start, open, close);
        if (end < 0) {
            throw refused(position, "'" + open + "' is not closed", "add '" + close + "'");
        }
        String inside = unquoted(text.substring(start, end).strip());
        if (inside.isBlank()) {
            throw refused(position, "nothing stands between '" + open + "' and '" + close + "'", "fill or remove them");
        }
        advance(end + 1);
        return inside;
    }

    void expectEnd() {
        if (position < text.length()) {
            throw refused(position, "nothing may follow here", "remove '" + Excerpt.of(text.substring(position)) + "'");
        }
    }

    /** The error for what stands at a place, counted from 0. */
    InvalidInputException refused(int place, String cause, String cure) {
        return new InvalidInputException(
                kind + " '" + Excerpt.of(text) + "', character " + (place + 1) + ": " + cause + "; " + cure);
    }

    private int closing(int start, char open, char close) {
        int depth = 1;
        char quote = 0;
        for (int i = start; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quote != 0) {
                if (c == '\\') {
                    i++;
                } else if (c == quote) {
                    quote = 0;
                }
            } else if (c == '"' || c == '\'') {
                quote = c;
            } else if (c == open) {
                depth++;
            } else if (c == close && --depth == 0) {
                return i;
            }
        }
        return -1;
    }

    /** One quoted string loses its quotes and escapes; anything else stays as it is, since PromQL has quotes inside. */
    private static String unquoted(String inside) {
        if (!inside.startsWith("\"") && !inside.startsWith("'")) {
            return inside;
        }
        char quote = inside.charAt(0);
        StringBuilder plain = new StringBuilder();
        for (int i = 1; i < inside.length(); i++) {
            char c = inside.charAt(i);
            if (c == quote) {
                return i == inside.length() - 1 ? plain.toString() : inside;
            }
            plain.append(c == '\\' && i + 1 < inside.length() ? inside.charAt(++i) : c);
        }
        return inside;
    }

    private String expect(Pattern pattern, String cause, String cure) {
        if (!matcher(pattern).lookingAt()) {
            throw refused(position, cause, cure);
        }
        return takeIf(pattern);
    }

    private String takeIf(Pattern pattern) {
        Matcher matcher = matcher(pattern);
        if (!matcher.lookingAt()) {
            return "";
        }
        advance(matcher.end());
        return matcher.group();
    }

    private Matcher matcher(Pattern pattern) {
        return pattern.matcher(text).region(position, text.length());
    }

    private void advance(int to) {
        position = to;
        skipBlanks();
    }

    /** Also over blanks that do not break a line, which come with text copied from a page. */
    private void skipBlanks() {
        while (position < text.length()
                && (Character.isWhitespace(text.charAt(position)) || Character.isSpaceChar(text.charAt(position)))) {
            position++;
        }
    }
}
