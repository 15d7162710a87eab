package io.jenkins.plugins.modeldelivery.report;

import java.util.List;
import java.util.stream.Collectors;

/**
 * The frame of a chart with two axes: grid, ticks and titles, and the place of each value in it. The drawing is
 * {@value #WIDTH} units wide and scales with the page.
 */
final class Plot {
    static final double WIDTH = 380;
    static final double FONT_SIZE = 12;
    static final double LINE_HEIGHT = 18;

    private static final double TOP = 26;
    private static final double RIGHT = 12;
    private static final double BELOW = 40;

    private final Markup markup;
    private final Axis x;
    private final Axis y;
    private final double left;
    private final double bottom;

    /** @param height of the inner rectangle */
    Plot(String title, String description, Axis x, Axis y, double height, Legend legend) {
        this.x = x;
        this.y = y;
        this.left = 12 + y.ticks().stream().mapToDouble(tick -> TextWidth.of(y.label(tick), FONT_SIZE)).max().orElse(0);
        this.bottom = TOP + height;
        double full = bottom + BELOW + legend.height();
        this.markup = open(title, description, full);
        frame();
        legend.draw(markup, left, bottom + BELOW);
    }

    /** Begins a drawing of this height that names itself to those who cannot see it. */
    static Markup open(String title, String description, double height) {
        Markup markup = new Markup();
        markup.open("svg",
                "xmlns", "http://www.w3.org/2000/svg",
                "viewBox", "0 0 " + Svg.coordinate(WIDTH) + " " + Svg.coordinate(height),
                "class", "md-chart",
                "role", "img",
                "font-family", "system-ui, sans-serif",
                "font-size", Svg.coordinate(FONT_SIZE));
        markup.element("title", title);
        markup.element("desc", description);
        return markup.newline();
    }

    /** A label in the quiet colour; {@code anchor} is start, middle or end. */
    static void label(Markup markup, String text, double x, double y, String anchor) {
        markup.element("text", text,
                "x", Svg.coordinate(x), "y", Svg.coordinate(y),
                "text-anchor", anchor, "class", "md-label", "fill", "#5b646e");
    }

    double x(double value) {
        return left + x.position(value) * (WIDTH - RIGHT - left);
    }

    double y(double value) {
        return bottom - y.position(value) * (bottom - TOP);
    }

    Markup markup() {
        return markup;
    }

    /** The corners of a line or an area, as an attribute wants them. */
    String points(List<Point> points) {
        return points.stream()
                .map(point -> Svg.coordinate(x(point.x())) + "," + Svg.coordinate(y(point.y())))
                .collect(Collectors.joining(" "));
    }

    /** A thin line that series are compared with. */
    void reference(double fromX, double fromY, double toX, double toY) {
        line(x(fromX), y(fromY), x(toX), y(toY), "md-reference", "#5b646e", "3 3");
    }

    Svg finish() {
        return new Svg(markup.close());
    }

    private void frame() {
        for (double tick : y.ticks()) {
            line(left, y(tick), WIDTH - RIGHT, y(tick), "md-grid", "#d5d9de", null);
            label(markup, y.label(tick), left - 6, y(tick) + 4, "end");
        }
        for (double tick : x.ticks()) {
            line(x(tick), bottom, x(tick), bottom + 4, "md-axis", "#8b949e", null);
            label(markup, x.label(tick), middle(x.label(tick), x(tick)), bottom + LINE_HEIGHT, "middle");
        }
        line(left, bottom, WIDTH - RIGHT, bottom, "md-axis", "#8b949e", null);
        label(markup, y.title(), 0, FONT_SIZE, "start");
        label(markup, x.title(), WIDTH - RIGHT, bottom + 2 * LINE_HEIGHT - 2, "end");
        markup.newline();
    }

    /** Where a text's middle lies at this place or as near to it as the drawing's edge allows. */
    private static double middle(String text, double place) {
        return Math.min(place, WIDTH - TextWidth.of(text, FONT_SIZE) / 2);
    }

    private void line(double x1, double y1, double x2, double y2, String cssClass, String color, String dashes) {
        markup.leaf("line",
                "x1", Svg.coordinate(x1), "y1", Svg.coordinate(y1), "x2", Svg.coordinate(x2), "y2", Svg.coordinate(y2),
                "class", cssClass, "stroke", color, "stroke-dasharray", dashes);
    }
}
