package io.jenkins.plugins.modeldelivery.gate;

import io.jenkins.plugins.modeldelivery.operation.InvalidInputException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Walks over the text of one gate; every refusal names the gate, the place and the cure. */
final class GateScanner {
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    private static final Pattern BARE_PERCENTILE = Pattern.compile("p\\d+");
    private static final Pattern PERCENTILE = Pattern.compile("p(\\d+(?:\\.\\d+)?)(?![A-Za-z0-9_])");
    private static final Pattern FRACTION = Pattern.compile("\\.\\d+");
    private static final Pattern NUMBER = Pattern.compile("[+-]?(?:\\d+\\.?\\d*|\\.\\d+)(?:[eE][+-]?\\d+)?");
    private static final Pattern UNIT = Pattern.compile("ms|s|/s|J|W|KiB|MiB|GiB|%");
    private static final Pattern WORD_END = Pattern.compile("(?![A-Za-z0-9_])");

    private final String text;
    private final String kind;
    private int position;

    /**
     * Starts at the beginning of the text.
     *
     * @param kind what the text is called in an error: {@code gate} or {@code rule}
     */
    GateScanner(String text, String kind) {
        this.text = text;
        this.kind = kind;
        if (text.isBlank()) {
            throw new InvalidInputException(kind + " '' is empty; write one as in 'accuracy >= 0.9'");
        }
        if (text.length() > 10_000) {
            throw new InvalidInputException(kind + " is " + text.length() + " characters long; at most 10000 are read");
        }
        skipBlanks();
    }

    static boolean isPercentile(String name) {
        return BARE_PERCENTILE.matcher(name).matches();
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
            throw refused("expected '" + word + "'", "write 'not worse' or 'not worse by 0.01'");
        }
    }

    String name() {
        return match(NAME, "expected the name of a subject", "begin with a name such as accuracy");
    }

    boolean atPercentile() {
        return PERCENTILE.matcher(text).region(position, text.length()).lookingAt();
    }

    double percentile() {
        return Double.parseDouble(match(PERCENTILE, "expected a percentile", "write p99").substring(1));
    }

    /** The digits behind a bare percentile's dot, as in p99.9; the empty string when there are none. */
    String fraction() {
        Matcher matcher = FRACTION.matcher(text).region(position, text.length());
        return matcher.lookingAt() ? match(FRACTION, "", "") : "";
    }

    double number() {
        double number = Double.parseDouble(match(NUMBER, "expected a number", "write one as in 0.9"));
        if (!Double.isFinite(number)) {
            throw refused("the number is too large", "write a smaller one");
        }
        return number;
    }

    /** The unit, or the empty string when none is written. */
    String unit() {
        Matcher matcher = UNIT.matcher(text).region(position, text.length());
        return matcher.lookingAt() ? match(UNIT, "", "") : "";
    }

    /** What stands between the brackets, unquoted; the empty string when there are none. */
    String enclosed(char open, char close) {
        if (position >= text.length() || text.charAt(position) != open) {
            return "";
        }
        int start = position + 1;
        int end = closing(start, open, close);
        if (end < 0) {
            throw refused("'" + open + "' is not closed", "add '" + close + "'");
        }
        String inside = text.substring(start, end).strip();
        advance(end + 1);
        if (inside.isEmpty()) {
            throw refused("nothing stands between '" + open + "' and '" + close + "'", "fill or remove them");
        }
        return unquoted(inside);
    }

    String rest() {
        String rest = text.substring(position).strip();
        position = text.length();
        return rest;
    }

    void expectEnd() {
        if (position < text.length()) {
            throw refused("nothing may follow here", "remove '" + text.substring(position) + "'");
        }
    }

    InvalidInputException refused(String cause, String cure) {
        return new InvalidInputException(
                kind + " '" + text.strip() + "', character " + (position + 1) + ": " + cause + "; " + cure);
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

    /** A text that is one quoted string loses its quotes and escapes; anything else stays, since PromQL has quotes inside. */
    private static String unquoted(String inside) {
        char quote = inside.charAt(0);
        if (inside.length() < 2 || (quote != '"' && quote != '\'')) {
            return inside;
        }
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

    private String match(Pattern pattern, String cause, String cure) {
        Matcher matcher = pattern.matcher(text).region(position, text.length());
        if (!matcher.lookingAt()) {
            throw refused(cause, cure);
        }
        advance(matcher.end());
        return matcher.group();
    }

    private void advance(int to) {
        position = to;
        skipBlanks();
    }

    private void skipBlanks() {
        while (position < text.length() && Character.isWhitespace(text.charAt(position))) {
            position++;
        }
    }
}
