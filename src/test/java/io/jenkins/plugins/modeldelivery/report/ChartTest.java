package io.jenkins.plugins.modeldelivery.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;

class ChartTest {
    @Test
    void everyChartNamesItselfAndKeepsItsShapeAtAnyWidth() {
        for (Svg drawing : ChartExamples.all("text")) {
            Element svg = Xml.parse(drawing.xml());
            assertThat(svg.getAttribute("role")).isEqualTo("img");
            assertThat(svg.getFirstChild().getNodeName()).isEqualTo("title");
            assertThat(Xml.all(svg, "desc").get(0).getTextContent()).isEqualTo("text");
            assertThat(svg.getAttribute("viewBox")).startsWith("0 0 380 ");
            assertThat(svg.hasAttribute("width")).isFalse();
        }
    }

    @Test
    void nothingIsDrawnOutsideTheFrame() {
        for (Svg drawing : ChartExamples.all("a label that is much too long for the room that a chart has for it")) {
            Element svg = Xml.parse(drawing.xml());
            double height = Double.parseDouble(svg.getAttribute("viewBox").split(" ")[3]);
            for (String place : List.of("x", "x1", "x2", "cx")) {
                assertThat(places(svg, place)).allSatisfy(x -> assertThat(x).isBetween(0.0, 380.0));
            }
            for (String place : List.of("y", "y1", "y2", "cy")) {
                assertThat(places(svg, place)).allSatisfy(y -> assertThat(y).isBetween(0.0, height));
            }
        }
    }

    @Test
    void theLastTickIsNamedWithinTheFrame() {
        LineChart chart = new LineChart(
                "a", "b", Axis.linear("minutes", 0, 0.0100), Axis.linear("share", 0, 1),
                List.of(new LineChart.Series("c", List.of(new Point(0, 0), new Point(0.01, 1)))), null);
        Element last = Xml.all(Xml.parse(chart.draw().xml()), "text").stream()
                .filter(text -> text.getTextContent().equals("0.010"))
                .findFirst()
                .orElseThrow();
        double right = Double.parseDouble(last.getAttribute("x")) + TextWidth.of("0.010", Plot.FONT_SIZE) / 2;
        assertThat(right).isLessThanOrEqualTo(Plot.WIDTH + 0.01);
    }

    @Test
    void aLineGoesFromTheLowerLeftToTheUpperRight() {
        List<Point> line = points(Xml.all(Xml.parse(ChartExamples.line("a", 1).draw().xml()), "polyline").get(0));
        assertThat(line).hasSize(3).isSortedAccordingTo(Comparator.comparingDouble(Point::x));
        assertThat(line).isSortedAccordingTo(Comparator.comparingDouble(point -> -point.y()));
        double middle = (line.get(0).x() + line.get(2).x()) / 2;
        assertThat(line.get(1).x()).isEqualTo(middle, offset(0.01));
    }

    @Test
    void seriesAreToldApartWithoutColor() {
        Element svg = Xml.parse(ChartExamples.line("a", 6).draw().xml());
        assertThat(Xml.all(svg, "polyline")).extracting(line -> line.getAttribute("stroke-dasharray")).doesNotHaveDuplicates();
    }

    @Test
    void aLongLineIsThinned() {
        List<Point> points = IntStream.range(0, 100_000).mapToObj(i -> new Point(i / 1e5, Math.sin(i))).toList();
        LineChart chart = new LineChart(
                "a", "a", Axis.linear("x", 0, 1), Axis.linear("y", -1, 1), List.of(new LineChart.Series("a", points)), null);
        assertThat(chart.draw().xml().length()).isLessThan(12_000);
    }

    @Test
    void aMatrixShadesByTheShareOfItsRow() {
        Element svg = Xml.parse(ChartExamples.matrix("a").draw().xml());
        List<Double> shades = Xml.all(svg, "rect").stream().map(cell -> Xml.number(cell, "fill-opacity")).toList();
        assertThat(shades.get(0)).isEqualTo(0.84);
        assertThat(shades.get(3)).isEqualTo(0.92);
        assertThat(shades.get(1)).isEqualTo(0.37);
        assertThat(shades.get(2)).isLessThan(0.1);
    }

    @Test
    void aMatrixTellsEachCountAndItsShare() {
        Element svg = Xml.parse(ChartExamples.matrix("a").draw().xml());
        assertThat(Xml.all(svg, "g")).extracting(group -> Xml.text(group, "title"))
                .containsExactly("a a, a a: 90 (90%)", "a a, a b: 10 (10%)", "a b, a a: 0 (0%)", "a b, a b: 40 (100%)");
    }

    @Test
    void aMatrixMustBeSquare() {
        assertThatThrownBy(() -> new ConfusionMatrix("", "", "", "", List.of("a"), List.of(List.of(1.0, 2.0))))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void barsAreAsHighAsTheirCounts() {
        List<Element> bars = Xml.all(Xml.parse(ChartExamples.histogram("a").draw().xml()), "rect");
        assertThat(bars).hasSize(2);
        assertThat(Xml.number(bars.get(1), "height")).isEqualTo(2 * Xml.number(bars.get(0), "height"));
        assertThat(Xml.text(bars.get(0), "title")).isEqualTo("0 \u2026 1: 5");
    }

    @Test
    void aBandEnclosesItsMedian() {
        Element svg = Xml.parse(ChartExamples.band("a").draw().xml());
        List<Double> band = points(Xml.all(svg, "polygon").get(0)).stream().map(Point::y).toList();
        double median = points(Xml.all(svg, "polyline").get(0)).get(0).y();
        assertThat(band).hasSize(4);
        assertThat(median).isBetween(band.get(0), band.get(3));
    }

    @Test
    void aValueLiesInItsIntervalAndTheFlagPointsToTheAllowedSide() {
        Element svg = Xml.parse(ChartExamples.intervals("a").draw().xml());
        List<Element> rows = Xml.all(svg, "g");
        assertThat(rows).as("a row without a value is left out").hasSize(2);
        Element interval = Xml.all(rows.get(0), "line").stream()
                .filter(line -> line.getAttribute("class").equals("md-line-0")).findFirst().orElseThrow();
        assertThat(Xml.number(Xml.all(rows.get(0), "circle").get(0), "cx"))
                .isBetween(Xml.number(interval, "x1"), Xml.number(interval, "x2"));
        assertThat(flag(rows.get(0))).endsWith("l6 3l-6 3z");
        assertThat(flag(rows.get(1))).endsWith("l-6 3l6 3z");
    }

    private static String flag(Element row) {
        return Xml.all(row, "path").stream()
                .filter(path -> path.getAttribute("class").equals("md-limit-fill")).findFirst().orElseThrow().getAttribute("d");
    }

    private static List<Double> places(Element svg, String attribute) {
        return Xml.all(svg, "*").stream()
                .filter(element -> element.hasAttribute(attribute))
                .map(element -> Xml.number(element, attribute))
                .toList();
    }

    private static List<Point> points(Element line) {
        List<Point> points = new ArrayList<>();
        Stream.of(line.getAttribute("points").split(" ")).map(pair -> pair.split(","))
                .forEach(pair -> points.add(new Point(Double.parseDouble(pair[0]), Double.parseDouble(pair[1]))));
        return points;
    }
}
