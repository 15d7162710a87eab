package io.jenkins.plugins.modeldelivery.report;

import java.util.List;

/**
 * How often each true class was taken for each other: one row a true class, shaded by its share of the row. Right answers
 * and mistakes have different colours, and mistakes are shaded stronger, since a few of them matter.
 *
 * @param labels the classes, in the order of rows and of columns
 * @param counts one row a true class, one column a predicted class
 */
public record ConfusionMatrix(
        String title,
        String description,
        String trueTitle,
        String predictedTitle,
        List<String> labels,
        List<List<Double>> counts) {
    private static final double FONT = Plot.FONT_SIZE;
    private static final double LONGEST_LABEL = 96;
    private static final double LONGEST_TOOLTIP = 240;
    private static final double HEIGHT = 270;
    private static final double TALLEST_LABEL = 70;
    private static final int PERCENT_UP_TO = 5;

    public ConfusionMatrix {
        labels = labels.stream().map(label -> TextWidth.fit(label, FONT, LONGEST_TOOLTIP)).toList();
        counts = counts.stream().map(List::copyOf).toList();
        int size = labels.size();
        if (counts.size() != size || counts.stream().anyMatch(row -> row.size() != size) || size == 0) {
            throw new IllegalArgumentException("the counts are not " + size + " by " + size);
        }
    }

    public Svg draw() {
        double widest = labels.stream().mapToDouble(label -> TextWidth.of(label, FONT)).max().orElse(0);
        double left = Math.min(widest, LONGEST_LABEL) + 10;
        double cellWidth = (Plot.WIDTH - left) / labels.size();
        boolean upright = widest > cellWidth - 4;
        double top = 44 + (upright ? Math.min(widest, TALLEST_LABEL) - FONT : 0);
        double cellHeight = Math.min(cellWidth, HEIGHT / labels.size());
        Markup markup = Plot.open(title, description, top + cellHeight * labels.size() + 2);
        Plot.label(markup, trueTitle + " \u2193", 0, FONT, "start");
        Plot.label(markup, predictedTitle + " \u2192", Plot.WIDTH, FONT, "end");
        for (int i = 0; i < labels.size(); i++) {
            double middle = left + (i + 0.5) * cellWidth;
            columnLabel(markup, labels.get(i), middle, top - 8, upright);
            row(markup, i, left, top + i * cellHeight, cellWidth, cellHeight);
        }
        return new Svg(markup.close());
    }

    private static void columnLabel(Markup markup, String label, double x, double y, boolean upright) {
        if (!upright) {
            Plot.label(markup, label, x, y, "middle");
            return;
        }
        markup.element("text", TextWidth.fit(label, FONT, TALLEST_LABEL),
                "transform", "translate(" + Svg.coordinate(x + 4) + " " + Svg.coordinate(y) + ") rotate(-90)",
                "class", "md-label", "fill", "#5b646e");
    }

    private void row(Markup markup, int row, double left, double y, double width, double height) {
        String label = TextWidth.fit(labels.get(row), FONT, LONGEST_LABEL);
        Plot.label(markup, label, left - 8, y + height / 2 + 4, "end");
        double total = counts.get(row).stream().mapToDouble(Double::doubleValue).sum();
        for (int column = 0; column < labels.size(); column++) {
            double count = counts.get(row).get(column);
            double share = total > 0 ? count / total : 0;
            markup.open("g");
            markup.element("title", trueTitle + " " + labels.get(row) + ", " + predictedTitle + " " + labels.get(column)
                    + ": " + Figures.count(count) + " (" + Figures.percent(share) + ")");
            cell(markup, left + column * width, y, width, height, shade(share, row == column), row == column);
            value(markup, left + (column + 0.5) * width, y + height / 2, width, count, share, row == column);
            markup.close();
        }
        markup.newline();
    }

    private static double shade(double share, boolean right) {
        double strength = right ? share : Math.sqrt(share);
        return share > 0 ? 0.12 + 0.8 * strength : 0;
    }

    private static void cell(
            Markup markup, double x, double y, double width, double height, double shade, boolean right) {
        Stroke stroke = right ? Stroke.FIRST : Stroke.SECOND;
        markup.leaf("rect",
                "x", Svg.coordinate(x + 0.75), "y", Svg.coordinate(y + 0.75),
                "width", Svg.coordinate(width - 1.5), "height", Svg.coordinate(height - 1.5), "rx", "2",
                "class", shade > 0 ? stroke.fillClass() : "md-label",
                "fill", shade > 0 ? stroke.color() : "#8b949e",
                "fill-opacity", Svg.coordinate(shade > 0 ? shade : 0.06));
    }

    private void value(
            Markup markup, double x, double y, double width, double count, double share, boolean right) {
        boolean detailed = labels.size() <= PERCENT_UP_TO && count > 0;
        boolean onDark = shade(share, right) > 0.75;
        String text = count == 0 && labels.size() > PERCENT_UP_TO ? "" : Figures.count(count);
        double font = Math.min(FONT, FONT * (width - 4) / Math.max(TextWidth.of(text, FONT), 1));
        number(markup, text, x, detailed ? y - 2 : y + font / 3, Math.max(font, 5), onDark);
        if (detailed) {
            number(markup, Figures.percent(share), x, y + FONT, FONT - 1.5, onDark);
        }
    }

    private static void number(Markup markup, String text, double x, double y, double font, boolean onDark) {
        markup.element("text", text,
                "x", Svg.coordinate(x), "y", Svg.coordinate(y), "text-anchor", "middle",
                "font-size", Svg.coordinate(font),
                "class", onDark ? "md-ground" : "md-strong", "fill", onDark ? "#fff" : "#1f2328");
    }
}
