package io.jenkins.plugins.modeldelivery.jenkins.page;

import io.jenkins.plugins.modeldelivery.report.Axis;
import io.jenkins.plugins.modeldelivery.report.Block;
import io.jenkins.plugins.modeldelivery.report.Document;
import io.jenkins.plugins.modeldelivery.report.LineChart;
import io.jenkins.plugins.modeldelivery.report.Point;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How the figures of a job's verdicts moved from build to build: a section for each name, a chart for each figure. */
final class Trend {
    private static final int FIGURES = 3;
    private static final int MOST_TICKS = 6;

    private final Map<String, Map<String, List<Point>>> names = new LinkedHashMap<>();

    /**
     * Collects the figures.
     *
     * @param builds newest first
     */
    Trend(List<BuildPage> builds) {
        List<BuildPage> oldestFirst = new ArrayList<>(builds);
        Collections.reverse(oldestFirst);
        oldestFirst.forEach(build -> build.getVerdicts().forEach(this::add));
    }

    private void add(VerdictAction verdict) {
        Map<String, List<Point>> figures = names.computeIfAbsent(verdict.getName(), name -> new LinkedHashMap<>());
        verdict.figures().forEach((figure, value) -> figures
                .computeIfAbsent(figure, absent -> new ArrayList<>())
                .add(new Point(verdict.getRun().getNumber(), value)));
    }

    /** The charts; empty until some figure was seen in two builds. */
    Optional<Document> document() {
        List<Block> sections = new ArrayList<>();
        names.forEach((name, figures) -> {
            List<Block> charts = charts(name, figures);
            if (!charts.isEmpty()) {
                sections.add(new Block.Section(name, charts));
            }
        });
        return sections.isEmpty()
                ? Optional.empty()
                : Optional.of(new Document(Messages.Trend_title(), "", null, List.of(), sections));
    }

    private static List<Block> charts(String name, Map<String, List<Point>> figures) {
        List<Block> charts = new ArrayList<>();
        figures.entrySet().stream()
                .filter(figure -> figure.getValue().size() > 1)
                .limit(FIGURES)
                .forEach(figure -> charts.add(chart(name, figure.getKey(), figure.getValue())));
        return charts;
    }

    private static Block chart(String name, String figure, List<Point> points) {
        Point first = points.get(0);
        Point last = points.get(points.size() - 1);
        String description = Messages.Trend_description(
                figure, name, Integer.toString((int) first.x()), Integer.toString((int) last.x()));
        LineChart chart = new LineChart(
                figure,
                description,
                builds(first.x(), last.x()),
                Axis.covering(figure, points.stream().mapToDouble(Point::y)),
                List.of(new LineChart.Series(figure, points)),
                null);
        return new Block.Chart(figure, chart.draw());
    }

    /** An axis whose ticks are builds, a few of them where there are many. */
    private static Axis builds(double first, double last) {
        double step = Math.max(1, Math.ceil((last - first) / MOST_TICKS));
        List<Double> ticks = new ArrayList<>();
        for (double tick = first; tick <= last; tick += step) {
            ticks.add(tick);
        }
        return new Axis(Messages.Trend_build(), first, last, false, ticks);
    }
}
