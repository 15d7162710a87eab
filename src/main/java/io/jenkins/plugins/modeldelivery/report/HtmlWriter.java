package io.jenkins.plugins.modeldelivery.report;

import io.jenkins.plugins.modeldelivery.operation.Verdict;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes a document as HTML that needs no script and no inline style: it shows under the policy {@code default-src 'none';
 * style-src 'self'}. All looks are in report.css.
 */
public final class HtmlWriter {
    /** The style sheet's name, beside the page and in this package's resources. */
    public static final String STYLE_SHEET = "report.css";

    private HtmlWriter() {}

    /** What a Jenkins page embeds; it brings no style sheet. */
    public static String fragment(Document document) {
        Markup markup = new Markup();
        fragment(markup, document);
        return markup.toString();
    }

    /** A whole page that links {@link #STYLE_SHEET} beside it. */
    public static String page(Document document) {
        Markup markup = new Markup();
        markup.open("html", "lang", Messages.Page_language(), "class", "model-delivery-page");
        markup.open("head").newline();
        markup.leaf("meta", "charset", "UTF-8").newline();
        markup.leaf("meta", "name", "viewport", "content", "width=device-width, initial-scale=1").newline();
        markup.leaf("meta", "name", "color-scheme", "content", "light dark").newline();
        markup.element("title", pageTitle(document)).newline();
        markup.leaf("link", "rel", "stylesheet", "href", STYLE_SHEET).newline();
        markup.close().newline();
        markup.open("body").open("main").newline();
        fragment(markup, document);
        return "<!DOCTYPE html>\n" + markup.close().close().close().newline();
    }

    private static String pageTitle(Document document) {
        return document.verdict() == null
                ? document.title()
                : document.title() + " \u2013 " + VerdictText.headline(document.verdict());
    }

    private static void fragment(Markup markup, Document document) {
        markup.open("div", "class", "model-delivery").newline();
        header(markup, document);
        blocks(markup, document.blocks(), 2);
        markup.close().newline();
    }

    private static void header(Markup markup, Document document) {
        markup.open("header");
        markup.element("h1", document.title());
        if (!document.subtitle().isEmpty()) {
            markup.element("p", document.subtitle(), "class", "md-subtitle");
        }
        markup.close().newline();
        if (document.verdict() != null) {
            banner(markup, document.verdict(), document.reasons());
        }
    }

    private static void banner(Markup markup, Verdict verdict, List<String> reasons) {
        markup.open("div", "class", "md-banner " + VerdictText.cssClass(verdict));
        markup.element("span", VerdictText.sign(verdict), "class", "md-sign", "aria-hidden", "true");
        markup.open("div");
        markup.element("p", VerdictText.headline(verdict), "class", "md-verdict-word");
        if (!reasons.isEmpty()) {
            markup.open("ul");
            reasons.forEach(reason -> markup.element("li", Markup.shortened(reason)));
            markup.close();
        }
        markup.close().close().newline();
    }

    private static void blocks(Markup markup, List<Block> blocks, int level) {
        List<Block.Chart> row = new ArrayList<>();
        for (Block block : blocks) {
            if (block instanceof Block.Chart chart) {
                row.add(chart);
            } else {
                charts(markup, row);
                block(markup, block, level);
            }
        }
        charts(markup, row);
    }

    private static void block(Markup markup, Block block, int level) {
        if (block instanceof Block.Section section) {
            markup.open("section");
            markup.element("h" + Math.min(level, 6), section.title()).newline();
            blocks(markup, section.blocks(), level + 1);
            markup.close();
        } else if (block instanceof Block.Text text) {
            markup.element("p", text.text());
        } else if (block instanceof Block.Notice notice) {
            markup.element("p", notice.text(), "class", "md-notice", "role", "note");
        } else if (block instanceof Block.Facts facts) {
            TableWriter.facts(markup, facts);
        } else if (block instanceof Block.Table table) {
            TableWriter.table(markup, table);
        } else if (block instanceof Block.Gates gates) {
            TableWriter.gates(markup, gates);
        }
        markup.newline();
    }

    private static void charts(Markup markup, List<Block.Chart> row) {
        if (row.isEmpty()) {
            return;
        }
        markup.open("div", "class", "md-charts");
        for (Block.Chart chart : row) {
            markup.open("figure");
            markup.element("figcaption", chart.caption());
            markup.drawing(chart.drawing());
            markup.close().newline();
        }
        markup.close().newline();
        row.clear();
    }
}
