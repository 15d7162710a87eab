package io.jenkins.plugins.modeldelivery.report;

import java.util.ArrayList;
import java.util.List;

/**
 * One or more lines over two axes.
 *
 * @param title short name for those who cannot see it
 * @param description what there is to see, in a sentence
 * @param series the first is drawn on top
 * @param reference a straight line to compare with, such as chance; null for none
 */
public record LineChart(
        String title, String description, Axis x, Axis y, List<Series> series, Reference reference) {
    private static final double HEIGHT = 250;

    public LineChart {
        series = List.copyOf(series);
    }

    /** One line; points that are not finite are left out, and no more are drawn than can be seen. */
    public record Series(String label, List<Point> points) {
        public Series {
            points = List.copyOf(points);
        }
    }

    /** A straight line with a name. */
    public record Reference(String label, Point from, Point to) {}

    public Svg draw() {
        Plot plot = new Plot(title, description, x, y, HEIGHT, legend());
        if (reference != null) {
            plot.reference(reference.from().x(), reference.from().y(), reference.to().x(), reference.to().y());
        }
        for (int i = series.size() - 1; i >= 0; i--) {
            String points = plot.points(Thinning.thin(series.get(i).points()));
            plot.markup().leaf("polyline", new String[] {"points", points}, Stroke.of(i).line()).newline();
        }
        return plot.finish();
    }

    private Legend legend() {
        List<Legend.Entry> entries = new ArrayList<>();
        for (int i = 0; i < series.size(); i++) {
            entries.add(new Legend.Entry(Legend.Sign.LINE, Stroke.of(i), series.get(i).label()));
        }
        if (reference != null) {
            entries.add(new Legend.Entry(Legend.Sign.REFERENCE, Stroke.FIRST, reference.label()));
        }
        return new Legend(entries);
    }
}
