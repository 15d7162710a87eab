package io.jenkins.plugins.modeldelivery.report;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;

/**
 * Writes SVG, and HTML that is well-formed XML too. Everything that is not a tag goes through one escape, so no text can become markup. Characters that
 * cannot be shown, or that reorder what stands around them, become U+FFFD.
 */
final class Markup {
    private static final char REPLACEMENT = '\uFFFD';

    private static final int LONGEST_TEXT = 400;

    private final StringBuilder out = new StringBuilder();
    private final Deque<String> open = new ArrayDeque<>();

    /**
     * Opens an element.
     *
     * @param attributes names and values by turns; an attribute whose value is null is left out
     */
    Markup open(String tag, String... attributes) {
        tag(tag, attributes).append('>');
        open.push(tag);
        return this;
    }

    Markup close() {
        out.append("</").append(open.pop()).append('>');
        return this;
    }

    /** An element without content. */
    Markup leaf(String tag, String... attributes) {
        tag(tag, attributes).append("/>");
        return this;
    }

    /** An element without content, with attributes for its place and for its looks. */
    Markup leaf(String tag, String[] place, String... looks) {
        String[] all = Arrays.copyOf(place, place.length + looks.length);
        System.arraycopy(looks, 0, all, place.length, looks.length);
        return leaf(tag, all);
    }

    Markup text(String text) {
        escape(text);
        return this;
    }

    /** An element that holds nothing but text. */
    Markup element(String tag, String text, String... attributes) {
        return open(tag, attributes).text(text).close();
    }

    /** The text, cut with an ellipsis where it would make a page large: a label or a path may hold anything. */
    static String shortened(String text) {
        boolean fits = text.length() <= LONGEST_TEXT;
        return fits ? text : text.substring(0, text.offsetByCodePoints(LONGEST_TEXT, -1)) + "\u2026";
    }

    /** A finished drawing as it is. */
    Markup drawing(Svg svg) {
        out.append(svg.xml());
        return this;
    }

    Markup newline() {
        out.append('\n');
        return this;
    }

    @Override
    public String toString() {
        if (!open.isEmpty()) {
            throw new IllegalStateException("not closed: " + open);
        }
        return out.toString();
    }

    private StringBuilder tag(String tag, String... attributes) {
        out.append('<').append(tag);
        for (int i = 0; i < attributes.length; i += 2) {
            if (attributes[i + 1] != null) {
                out.append(' ').append(attributes[i]).append("=\"");
                escape(attributes[i + 1]);
                out.append('"');
            }
        }
        return out;
    }

    private void escape(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isHighSurrogate(c) && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))) {
                out.append(c).append(text.charAt(++i));
            } else {
                escape(c);
            }
        }
    }

    private void escape(char c) {
        switch (c) {
            case '&' -> out.append("&amp;");
            case '<' -> out.append("&lt;");
            case '>' -> out.append("&gt;");
            case '"' -> out.append("&quot;");
            case '\'' -> out.append("&#39;");
            default -> out.append(isShowable(c) ? c : REPLACEMENT);
        }
    }

    private static boolean isShowable(char c) {
        if (c == '\n' || c == '\t') {
            return true;
        }
        boolean control = Character.isISOControl(c) || c == '\u2028' || c == '\u2029';
        boolean reorders = c >= '\u202A' && c <= '\u202E' || c >= '\u2066' && c <= '\u2069';
        boolean invisible = c == '\u200E' || c == '\u200F' || c == '\u061C' || c == '\uFEFF';
        boolean broken = Character.isSurrogate(c) || c >= '\uFFFE';
        return !(control || reorders || invisible || broken);
    }
}
