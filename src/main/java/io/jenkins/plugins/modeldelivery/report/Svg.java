package io.jenkins.plugins.modeldelivery.report;

import java.util.Locale;

/**
 * A finished drawing: an {@code svg} element with presentation attributes and class names, no script and no
 * {@code style}, so that it shows under a strict content security policy. Only this package draws, so it needs no second
 * look when it is put on a page.
 */
public final class Svg {
    private final String xml;

    Svg(Markup markup) {
        this.xml = markup.toString();
    }

    /** The element, readable on its own as an image. */
    public String xml() {
        return xml;
    }

    /** A coordinate with at most two decimals, the same in every locale. */
    static String coordinate(double value) {
        String text = String.format(Locale.ROOT, "%.2f", value);
        int end = text.length();
        while (text.charAt(end - 1) == '0') {
            end--;
        }
        String shorter = text.substring(0, text.charAt(end - 1) == '.' ? end - 1 : end);
        return shorter.equals("-0") ? "0" : shorter;
    }
}
