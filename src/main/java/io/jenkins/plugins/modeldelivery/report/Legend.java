package io.jenkins.plugins.modeldelivery.report;

import java.util.List;

/**
 * Says which sign in a chart stands for what, one line an entry, below the chart.
 *
 * @param entries none for a chart that explains itself
 */
record Legend(List<Entry> entries) {
    private static final double SIGN_WIDTH = 28;
    private static final double GAP = 8;

    Legend {
        entries = List.copyOf(entries);
    }

    /** What is drawn before the label: a piece of the line, the area, or a mark. */
    enum Sign {
        LINE,
        AREA,
        REFERENCE,
        DOT,
        DIAMOND,
        LIMIT
    }

    /** One line of it. */
    record Entry(Sign sign, Stroke stroke, String label) {}

    static Legend none() {
        return new Legend(List.of());
    }

    double height() {
        return entries.isEmpty() ? 0 : entries.size() * Plot.LINE_HEIGHT + 4;
    }

    void draw(Markup markup, double left, double top) {
        double y = top + Plot.FONT_SIZE;
        for (Entry entry : entries) {
            sign(markup, entry, left, y - 4);
            double room = Plot.WIDTH - left - SIGN_WIDTH - GAP;
            markup.element("text", TextWidth.fit(entry.label(), Plot.FONT_SIZE, room),
                    "x", Svg.coordinate(left + SIGN_WIDTH + GAP), "y", Svg.coordinate(y),
                    "class", "md-strong", "fill", "#1f2328");
            y += Plot.LINE_HEIGHT;
        }
        markup.newline();
    }

    private static void sign(Markup markup, Entry entry, double left, double y) {
        Stroke stroke = entry.stroke();
        double middle = left + SIGN_WIDTH / 2;
        switch (entry.sign()) {
            case LINE -> horizontal(markup, left, y, stroke.line());
            case AREA -> markup.leaf("rect",
                    "x", Svg.coordinate(left), "y", Svg.coordinate(y - 5), "width", Svg.coordinate(SIGN_WIDTH),
                    "height", "10", "class", stroke.fillClass(), "fill", stroke.color(), "fill-opacity", "0.2");
            case REFERENCE -> horizontal(markup, left, y,
                    "class", "md-reference", "stroke", "#5b646e", "stroke-dasharray", "3 3");
            case DOT -> {
                horizontal(markup, left, y, "class", stroke.lineClass(), "stroke", stroke.color(), "stroke-width", "2");
                Mark.dot(markup, middle, y, stroke);
            }
            case DIAMOND -> Mark.diamond(markup, middle, y, stroke);
            case LIMIT -> Mark.limit(markup, middle, y, true);
        }
    }

    private static void horizontal(Markup markup, double left, double y, String... looks) {
        String height = Svg.coordinate(y);
        String[] place = {"x1", Svg.coordinate(left), "y1", height, "x2", Svg.coordinate(left + SIGN_WIDTH), "y2", height};
        markup.leaf("line", place, looks);
    }
}
