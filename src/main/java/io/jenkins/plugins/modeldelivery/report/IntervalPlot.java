package io.jenkins.plugins.modeldelivery.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;

/**
 * Values with their intervals one below the other on one scale (a forest plot), with what each is compared with and the
 * limit it must keep.
 *
 * @param rows those without a value are left out
 * @param valueLabel what a dot with its line stands for
 * @param baselineLabel what a diamond stands for
 * @param limitLabel what a bar stands for
 */
public record IntervalPlot(
        String title,
        String description,
        String axisTitle,
        List<Row> rows,
        String valueLabel,
        String baselineLabel,
        String limitLabel) {
    private static final double ROW = 24;
    private static final double RIGHT = 14;
    private static final double LONGEST_LABEL = 140;

    /** How far value and baseline keep from the middle of their row, so that neither hides the other. */
    private static final double APART = 4.5;

    public IntervalPlot {
        rows = rows.stream().filter(row -> Double.isFinite(row.value())).toList();
    }

    /**
     * One value.
     *
     * @param low NaN when there is no interval
     * @param baseline NaN when there is none
     * @param limits what it must keep
     */
    public record Row(String label, double value, double low, double high, double baseline, List<Limit> limits) {
        public Row {
            limits = List.copyOf(limits);
        }

        private DoubleStream values() {
            DoubleStream own = DoubleStream.of(value, low, high, baseline);
            return DoubleStream.concat(own, limits.stream().mapToDouble(Limit::value));
        }
    }

    /** A limit of one value; {@code upper} says that what lies below it is allowed. */
    public record Limit(double value, boolean upper) {}

    public Svg draw() {
        Axis axis = Axis.covering(axisTitle, rows.stream().flatMapToDouble(Row::values));
        double widest = rows.stream().mapToDouble(row -> TextWidth.of(row.label(), Plot.FONT_SIZE)).max().orElse(0);
        double left = Math.min(widest, LONGEST_LABEL) + 16;
        double bottom = rows.size() * ROW + 6;
        Legend legend = legend();
        Markup markup = Plot.open(title, description, bottom + 44 + legend.height());
        scale(markup, axis, left, bottom);
        for (int i = 0; i < rows.size(); i++) {
            row(markup, axis, rows.get(i), left, (i + 0.5) * ROW + 3);
        }
        legend.draw(markup, 2, bottom + 44);
        return new Svg(markup.close());
    }

    private static double place(Axis axis, double value, double left) {
        return left + axis.position(value) * (Plot.WIDTH - RIGHT - left);
    }

    private static void scale(Markup markup, Axis axis, double left, double bottom) {
        for (double tick : axis.ticks()) {
            String x = Svg.coordinate(place(axis, tick, left));
            markup.leaf("line", "x1", x, "y1", "0", "x2", x, "y2", Svg.coordinate(bottom),
                    "class", "md-grid", "stroke", "#d5d9de");
            Plot.label(markup, axis.label(tick), place(axis, tick, left), bottom + 14, "middle");
        }
        Plot.label(markup, axis.title(), Plot.WIDTH - RIGHT, bottom + 32, "end");
        markup.newline();
    }

    private static void row(Markup markup, Axis axis, Row row, double left, double y) {
        markup.open("g");
        markup.element("title", row.label() + ": " + numbers(row));
        markup.element("text", TextWidth.fit(row.label(), Plot.FONT_SIZE, LONGEST_LABEL),
                "x", "0", "y", Svg.coordinate(y + 4), "class", "md-strong", "fill", "#1f2328");
        for (Limit limit : row.limits()) {
            Mark.limit(markup, place(axis, limit.value(), left), y, !limit.upper());
        }
        boolean compared = Double.isFinite(row.baseline());
        if (compared) {
            Mark.diamond(markup, place(axis, row.baseline(), left), y + APART, Stroke.SECOND);
        }
        value(markup, axis, row, left, compared ? y - APART : y);
        markup.close().newline();
    }

    private static void value(Markup markup, Axis axis, Row row, double left, double y) {
        if (Double.isFinite(row.low()) && Double.isFinite(row.high())) {
            markup.leaf("line",
                    "x1", Svg.coordinate(place(axis, row.low(), left)), "y1", Svg.coordinate(y),
                    "x2", Svg.coordinate(place(axis, row.high(), left)), "y2", Svg.coordinate(y),
                    "class", Stroke.FIRST.lineClass(), "stroke", Stroke.FIRST.color(), "stroke-width", "2");
        }
        Mark.dot(markup, place(axis, row.value(), left), y, Stroke.FIRST);
    }

    private static String numbers(Row row) {
        int decimals = Figures.decimals(row.value(), row.low(), row.high());
        String interval = Figures.interval(row.low(), row.high(), decimals);
        return Figures.fixed(row.value(), decimals) + (interval == null ? "" : " " + interval);
    }

    private Legend legend() {
        List<Legend.Entry> entries = new ArrayList<>();
        entries.add(new Legend.Entry(Legend.Sign.DOT, Stroke.FIRST, valueLabel));
        if (rows.stream().anyMatch(row -> Double.isFinite(row.baseline()))) {
            entries.add(new Legend.Entry(Legend.Sign.DIAMOND, Stroke.SECOND, baselineLabel));
        }
        if (rows.stream().anyMatch(row -> !row.limits().isEmpty())) {
            entries.add(new Legend.Entry(Legend.Sign.LIMIT, Stroke.FIRST, limitLabel));
        }
        return new Legend(entries);
    }
}
