package io.jenkins.plugins.modeldelivery.report;

/** The small signs of an interval plot, told apart by form as well as by colour. */
final class Mark {
    private Mark() {}

    static void dot(Markup markup, double x, double y, Stroke stroke) {
        markup.leaf("circle",
                "cx", Svg.coordinate(x), "cy", Svg.coordinate(y), "r", "4",
                "class", stroke.fillClass(), "fill", stroke.color());
    }

    /** A hollow diamond. */
    static void diamond(Markup markup, double x, double y, Stroke stroke) {
        markup.leaf("path",
                "d", "M" + Svg.coordinate(x) + " " + Svg.coordinate(y - 5) + "l5 5l-5 5l-5 -5z",
                "class", stroke.lineClass(), "stroke", stroke.color(), "stroke-width", "1.5", "fill", "none");
    }

    /**
     * A bar at a limit, with a flag that points to the side that is allowed.
     *
     * @param lower whether the limit is a lower one, so that what lies right of it is allowed
     */
    static void limit(Markup markup, double x, double y, boolean lower) {
        int flag = lower ? 6 : -6;
        markup.leaf("line",
                "x1", Svg.coordinate(x), "y1", Svg.coordinate(y - 8), "x2", Svg.coordinate(x), "y2", Svg.coordinate(y + 8),
                "class", "md-limit", "stroke", "#c93c37", "stroke-width", "2");
        markup.leaf("path",
                "d", "M" + Svg.coordinate(x) + " " + Svg.coordinate(y - 9) + "l" + flag + " 3l" + -flag + " 3z",
                "class", "md-limit-fill", "fill", "#c93c37");
    }
}
