package io.jenkins.plugins.modeldelivery.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.modeldelivery.operation.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

class HtmlWriterTest {
    private static final String HOSTILE = "</td></svg></p><script>alert(1)</script>' onclick=\"x\" style='y' &lt; \u202E\u0000";
    private static final Set<String> ELEMENTS = Set.of(
            "html", "head", "meta", "title", "link", "body", "main", "div", "header", "section", "h1", "h2", "h3", "p", "ul",
            "li", "span", "table", "caption", "thead", "tbody", "tr", "th", "td", "br", "code", "bdi", "a", "dl", "dt", "dd",
            "figure", "figcaption", "svg", "desc", "g", "rect", "line", "text", "circle", "path", "polyline", "polygon");
    private static final Set<String> ATTRIBUTES = Set.of(
            "lang", "class", "charset", "name", "content", "rel", "href", "aria-hidden", "aria-label", "role", "tabindex",
            "scope", "xmlns", "viewBox", "font-family", "font-size", "x", "y", "x1", "x2", "y1", "y2", "cx", "cy", "r", "rx", "d",
            "width", "height", "points", "transform", "text-anchor", "fill", "fill-opacity", "stroke", "stroke-width",
            "stroke-dasharray", "stroke-linejoin");

    @Test
    void hostileTextStaysTextEverywhere() {
        Element page = Xml.parse(HtmlWriter.page(everything(HOSTILE)));

        for (Element element : elements(page)) {
            assertThat(ELEMENTS).contains(element.getTagName());
            for (int i = 0; i < element.getAttributes().getLength(); i++) {
                Node attribute = element.getAttributes().item(i);
                assertThat(ATTRIBUTES).contains(attribute.getNodeName());
            }
        }
        assertThat(Xml.text(page, "//h1")).isEqualTo(HOSTILE.replace('\u202E', '\uFFFD').replace('\u0000', '\uFFFD'));
    }

    @Test
    void aPageLoadsNothingButItsStyleSheet() {
        Element page = Xml.parse(HtmlWriter.page(everything("plain")));

        assertThat(Xml.all(page, "link")).extracting(link -> link.getAttribute("href")).containsExactly("report.css");
        assertThat(HtmlWriter.page(everything("plain"))).doesNotContain("style=", "<style", "<script", "url(", "data:");
    }

    @Test
    void aFragmentHasTheSameContentAndNoFrame() {
        String fragment = HtmlWriter.fragment(everything("plain"));
        assertThat(HtmlWriter.page(everything("plain"))).contains(fragment);
        assertThat(fragment).startsWith("<div class=\"model-delivery\">").doesNotContain("<html", "<body", "<link");
    }

    @Test
    void headingsNestWithoutAGap() {
        Document document = document(Verdict.PASS, new Block.Section("one", List.of(new Block.Section("two", List.of()))));
        Element page = Xml.parse(HtmlWriter.page(document));
        assertThat(Xml.text(page, "//h1")).isEqualTo("name");
        assertThat(Xml.text(page, "//section/h2")).isEqualTo("one");
        assertThat(Xml.text(page, "//section/section/h3")).isEqualTo("two");
    }

    @Test
    void aTableScrollsByKeyboardAndNamesItsRowsAndColumns() {
        Block table = new Block.Table(
                "scores",
                List.of(Block.Column.text("metric"), Block.Column.number("value")),
                List.of(List.of(Cell.code("f1"), Cell.none())));
        Element page = Xml.parse(HtmlWriter.page(document(null, table)));
        assertThat(Xml.text(page, "//div[@tabindex='0'][@role='region']/@aria-label")).isEqualTo("scores");
        assertThat(Xml.text(page, "//table/caption")).isEqualTo("scores");
        assertThat(Xml.text(page, "//thead//th[@scope='col'][2]")).isEqualTo("value");
        assertThat(Xml.text(page, "//tbody//th[@scope='row']/code")).isEqualTo("f1");
        assertThat(Xml.text(page, "//tbody//td[@class='md-number']")).isEqualTo("\u2013");
    }

    @Test
    void aVerdictIsToldByWordAndSignAsWellAsByColor() {
        for (Verdict verdict : Verdict.values()) {
            Element page = Xml.parse(HtmlWriter.page(document(verdict)));
            assertThat(Xml.text(page, "//p[@class='md-verdict-word']")).isEqualTo(VerdictText.headline(verdict));
            assertThat(Xml.text(page, "//span[@aria-hidden='true']")).isEqualTo(VerdictText.sign(verdict));
        }
        assertThat(Stream.of(Verdict.values()).map(VerdictText::sign)).doesNotHaveDuplicates();
        assertThat(Stream.of(Verdict.values()).map(VerdictText::word)).doesNotHaveDuplicates();
    }

    @Test
    void aMarkedCellTellsItsVerdictToEarsOnce() {
        Block facts = new Block.Facts(List.of(
                new Block.Fact("a", Cell.of("0.9").marked(Verdict.FAIL)), new Block.Fact("b", Cell.verdict(Verdict.FAIL))));
        Element page = Xml.parse(HtmlWriter.page(document(null, facts)));
        String word = VerdictText.word(Verdict.FAIL);
        assertThat(Xml.all(page, "dd")).extracting(Element::getTextContent)
                .containsExactly("\u2715" + word + ": 0.9", "\u2715" + word);
    }

    @Test
    void chartsThatFollowEachOtherShareARow() {
        Document document = document(null, chart(), chart(), new Block.Text("between"), chart());
        Element page = Xml.parse(HtmlWriter.page(document));
        assertThat(Xml.text(page, "count(//div[@class='md-charts'])")).isEqualTo("2");
        assertThat(Xml.text(page, "count(//div[@class='md-charts'][1]/figure)")).isEqualTo("2");
    }

    @Test
    void everyClassIsStyledAndEverySelectorKeepsToOurOwn() {
        String css = ReportFolder.styleSheet().replaceAll("(?s)/\\*.*?\\*/", "");
        Set<String> styled = new TreeSet<>();
        Matcher selectors = Pattern.compile("([^{};@]+)\\{").matcher(css.replaceAll("@media[^{]+\\{", ""));
        while (selectors.find()) {
            for (String selector : selectors.group(1).split(",(?![^(]*\\))")) {
                assertThat(selector.strip()).startsWith(".model-delivery");
            }
        }
        Pattern.compile("\\.([a-z][a-z0-9-]*)").matcher(css).results().forEach(found -> styled.add(found.group(1)));
        Set<String> used = new TreeSet<>();
        elements(Xml.parse(HtmlWriter.page(everything("x")))).forEach(
                element -> used.addAll(List.of(element.getAttribute("class").split(" "))));
        used.remove("");
        assertThat(styled).containsAll(used);
        assertThat(css).doesNotContain("url(", "@import", "expression");
    }

    @Test
    void bothThemesAreLegible() {
        String css = ReportFolder.styleSheet();
        List<String> themes = Pattern.compile("\\.model-delivery-page \\{[^}]+--background[^}]+}").matcher(css).results()
                .map(found -> found.group()).toList();
        assertThat(themes).hasSize(2);
        for (String theme : themes) {
            String background = color(theme, "background");
            for (String text : List.of("text-color", "text-color-secondary", "link-color", "success-color", "warning-color", "error-color")) {
                assertThat(Contrast.ratio(color(theme, text), background)).as(text + " in " + theme).isGreaterThan(4.5);
            }
        }
    }

    private static String color(String theme, String variable) {
        Matcher matcher = Pattern.compile("--" + variable + ": #([0-9a-f]+);").matcher(theme);
        assertThat(matcher.find()).as(variable).isTrue();
        String hex = matcher.group(1);
        return "#" + (hex.length() == 6 ? hex : hex.replaceAll("(.)", "$1$1"));
    }

    private static List<Element> elements(Element root) {
        List<Element> elements = new ArrayList<>(Xml.all(root, "*"));
        elements.add(root);
        return elements;
    }

    private static Document document(Verdict verdict, Block... blocks) {
        return new Document("name", "", verdict, List.of(), List.of(blocks));
    }

    private static Block.Chart chart() {
        return new Block.Chart("chart", ChartExamples.line("label", 3).draw());
    }

    /** A document with one of everything, and this text wherever a text can be. */
    private static Document everything(String text) {
        Cell cell = new Cell(text, false, Verdict.WARN, "a/index.html");
        List<Block> blocks = new ArrayList<>(List.of(
                new Block.Text(text),
                new Block.Notice(text),
                new Block.Facts(List.of(new Block.Fact(text, cell), new Block.Fact(text, Cell.code(text)))),
                new Block.Table(text, List.of(Block.Column.text(text), Block.Column.number(text)), List.of(List.of(cell, Cell.none()))),
                new Block.Gates(List.of(new Block.GateLine(text, Verdict.FAIL, text, text, text)))));
        ChartExamples.all(text).forEach(drawing -> blocks.add(new Block.Chart(text, drawing)));
        return new Document(text, text, Verdict.INCONCLUSIVE, List.of(text), List.of(new Block.Section(text, blocks)));
    }
}
