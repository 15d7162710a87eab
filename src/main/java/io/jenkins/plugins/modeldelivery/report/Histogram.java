package io.jenkins.plugins.modeldelivery.report;

import java.util.List;

/**
 * How often values fall between edges.
 *
 * @param edges ascending, one more than there are counts
 * @param counts not negative
 */
public record Histogram(String title, String description, Axis x, Axis y, List<Double> edges, List<Double> counts) {
    private static final double HEIGHT = 250;

    public Histogram {
        edges = List.copyOf(edges);
        counts = List.copyOf(counts);
        if (edges.size() != counts.size() + 1) {
            throw new IllegalArgumentException(edges.size() + " edges do not enclose " + counts.size() + " counts");
        }
    }

    public Svg draw() {
        Plot plot = new Plot(title, description, x, y, HEIGHT, Legend.none());
        for (int i = 0; i < counts.size(); i++) {
            double count = counts.get(i);
            if (count > 0) {
                bar(plot, edges.get(i), edges.get(i + 1), count);
            }
        }
        return plot.finish();
    }

    private void bar(Plot plot, double from, double to, double count) {
        double left = plot.x(from);
        double top = plot.y(count);
        plot.markup().open("rect",
                "x", Svg.coordinate(left), "y", Svg.coordinate(top),
                "width", Svg.coordinate(Math.max(plot.x(to) - left - 1, 0.75)),
                "height", Svg.coordinate(Math.max(plot.y(0) - top, 0.75)),
                "class", Stroke.FIRST.fillClass(), "fill", Stroke.FIRST.color(), "fill-opacity", "0.75");
        plot.markup().element("title",
                Figures.digits(from) + " \u2026 " + Figures.digits(to) + ": " + Figures.count(count));
        plot.markup().close().newline();
    }
}
