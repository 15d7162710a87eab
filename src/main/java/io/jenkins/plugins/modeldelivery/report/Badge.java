package io.jenkins.plugins.modeldelivery.report;

import io.jenkins.plugins.modeldelivery.operation.Verdict;

/**
 * A small flat image for a readme or a build's history: what was judged on the left, how it came out on the right.
 *
 * @param label what it is about
 * @param message how it came out
 */
public record Badge(String label, String message, BadgeColor color) {
    private static final int HEIGHT = 20;
    private static final double FONT_SIZE = 11;
    private static final int MARGIN = 6;
    private static final double LONGEST = 220;
    private static final String LABEL_COLOR = "#414851";

    public Badge {
        label = TextWidth.fit(label, FONT_SIZE, LONGEST);
        message = TextWidth.fit(message, FONT_SIZE, LONGEST);
    }

    public static Badge of(String label, String message, Verdict verdict) {
        return new Badge(label, message, BadgeColor.of(verdict));
    }

    /** The image; the same input gives the same bytes. */
    public String svg() {
        double left = width(label);
        double right = width(message);
        Markup markup = new Markup();
        markup.open("svg",
                "xmlns", "http://www.w3.org/2000/svg",
                "width", Svg.coordinate(left + right),
                "height", Integer.toString(HEIGHT),
                "role", "img",
                "aria-label", label + ": " + message,
                "font-family", "Verdana, 'DejaVu Sans', Geneva, 'Noto Sans CJK SC', sans-serif",
                "font-size", Svg.coordinate(FONT_SIZE),
                "text-anchor", "middle",
                "fill", "#fff");
        markup.element("title", label + ": " + message);
        markup.leaf("rect", "width", Svg.coordinate(left + right), "height", "20", "rx", "3", "fill", LABEL_COLOR);
        // Round on the right, where it ends the badge; the second rectangle squares its left corners.
        markup.leaf("rect", "x", Svg.coordinate(left), "width", Svg.coordinate(right), "height", "20", "rx", "3",
                "fill", color.hex());
        markup.leaf("rect", "x", Svg.coordinate(left), "width", "4", "height", "20", "fill", color.hex());
        text(markup, label, left / 2);
        text(markup, message, left + right / 2);
        return markup.close().toString();
    }

    private static void text(Markup markup, String text, double middle) {
        markup.element("text", text,
                "x", Svg.coordinate(middle),
                "y", "14",
                "textLength", Svg.coordinate(TextWidth.of(text, FONT_SIZE)));
    }

    private static double width(String text) {
        return Math.ceil(TextWidth.of(text, FONT_SIZE)) + 2 * MARGIN;
    }
}
