package io.jenkins.plugins.modeldelivery.report;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * How a distribution moves along an axis: its middle as a line in a band from low to high, and zero for comparison.
 *
 * @param low the band's lower edge, ascending in x as {@code median} and {@code high} are
 */
public record BandChart(
        String title,
        String description,
        Axis x,
        Axis y,
        List<Point> low,
        List<Point> median,
        List<Point> high,
        String bandLabel,
        String medianLabel) {
    private static final double HEIGHT = 250;

    public Svg draw() {
        Legend legend = new Legend(List.of(
                new Legend.Entry(Legend.Sign.LINE, Stroke.FIRST, medianLabel),
                new Legend.Entry(Legend.Sign.AREA, Stroke.FIRST, bandLabel)));
        Plot plot = new Plot(title, description, x, y, HEIGHT, legend);
        plot.markup().leaf("polygon",
                "class", Stroke.FIRST.fillClass(), "fill", Stroke.FIRST.color(), "fill-opacity", "0.2",
                "points", plot.points(outline()));
        plot.reference(x.low(), 0, x.high(), 0);
        String middle = plot.points(Thinning.thin(median));
        plot.markup().leaf("polyline", new String[] {"points", middle}, Stroke.FIRST.line()).newline();
        return plot.finish();
    }

    private List<Point> outline() {
        List<Point> outline = new ArrayList<>(Thinning.thin(high));
        List<Point> back = new ArrayList<>(Thinning.thin(low));
        Collections.reverse(back);
        outline.addAll(back);
        return outline;
    }
}
