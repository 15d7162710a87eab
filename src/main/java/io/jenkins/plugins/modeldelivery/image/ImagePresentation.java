package io.jenkins.plugins.modeldelivery.image;

import io.jenkins.plugins.modeldelivery.report.Block;
import io.jenkins.plugins.modeldelivery.report.Cell;
import io.jenkins.plugins.modeldelivery.report.Document;
import io.jenkins.plugins.modeldelivery.report.EnvelopeBlocks;
import io.jenkins.plugins.modeldelivery.report.Presentation;
import io.jenkins.plugins.modeldelivery.report.ReportView;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Shows what buildModelImage made: the image, what was found in it, its layers, the model's card and what is attached. */
public final class ImagePresentation implements Presentation {
    private static final int DIGEST_SHOWN = 12;

    @Override
    public String schema() {
        return ImageReport.SCHEMA;
    }

    @Override
    public Document document(Map<String, Object> map) {
        ReportView report = new ReportView(map);
        List<Block> blocks = new ArrayList<>();
        blocks.add(EnvelopeBlocks.gates(report));
        blocks.add(new Block.Section(Messages.Page_image(), List.of(image(report))));
        addTable(
                blocks,
                Messages.Page_findings(),
                findings(report),
                Block.Column.text(Messages.Page_file()),
                Block.Column.text(Messages.Page_kind()),
                Block.Column.text(Messages.Page_detail()));
        addTable(
                blocks,
                Messages.Page_layers(),
                layers(report),
                Block.Column.text(Messages.Page_digest()),
                Block.Column.text(Messages.Page_kind()),
                Block.Column.number(Messages.Page_size()),
                Block.Column.text(Messages.Page_transfer()),
                Block.Column.text(Messages.Page_files()));
        if (report.hasObject("difference")) {
            blocks.add(new Block.Section(Messages.Page_difference(), difference(report.object("difference"))));
        }
        blocks.add(new Block.Section(Messages.Page_model(), List.of(model(report.object("model")))));
        addTable(
                blocks,
                Messages.Page_attachments(),
                attachments(report),
                Block.Column.text(Messages.Page_kind()),
                Block.Column.text(Messages.Page_digest()));
        return new Document(
                report.text("name"), EnvelopeBlocks.when(report), report.verdict(), report.texts("reasons"), blocks);
    }

    @Override
    public String badge(Map<String, Object> map) {
        ReportView report = new ReportView(map);
        String digest = report.text("digest");
        return digest.isEmpty() ? Messages.Page_none() : size(report, "size") + " " + shortened(digest);
    }

    @Override
    public Map<String, Double> trend(Map<String, Object> map) {
        double size = new ReportView(map).number("size");
        return size > 0 ? Map.of("size", size) : Map.of();
    }

    private static Block image(ReportView report) {
        List<Block.Fact> facts = new ArrayList<>();
        facts.add(new Block.Fact(Messages.Page_reference(), code(report.text("reference"))));
        facts.add(new Block.Fact(Messages.Page_size(), Cell.of(size(report, "size"))));
        facts.add(new Block.Fact(Messages.Page_pushed(), Cell.of(size(report, "pushedBytes"))));
        facts.add(new Block.Fact(Messages.Page_saved(), Cell.of(size(report, "savedBytes"))));
        return new Block.Facts(facts);
    }

    private static Block model(ReportView model) {
        List<Block.Fact> facts = new ArrayList<>();
        fact(facts, Messages.Page_format(), model.text("format"));
        double parameters = model.number("parameters");
        fact(facts, Messages.Page_parameters(), Double.isFinite(parameters) ? String.format(Locale.ROOT, "%,.0f", parameters) : "");
        fact(facts, Messages.Page_precision(), model.text("precision"));
        fact(facts, Messages.Page_signature(), model.text("signature"));
        fact(facts, Messages.Page_licence(), model.text("licence"));
        model.object("details").textFields().forEach((name, value) -> fact(facts, name, value));
        return new Block.Facts(facts);
    }

    private static List<List<Cell>> findings(ReportView report) {
        return report.objects("findings").stream()
                .map(finding -> List.of(
                        Cell.code(finding.text("file")), Cell.of(finding.text("kind")), Cell.of(finding.text("detail"))))
                .toList();
    }

    private static List<List<Cell>> layers(ReportView report) {
        return report.objects("layers").stream()
                .map(layer -> List.of(
                        Cell.code(shortened(layer.text("digest"))),
                        Cell.of(layer.text("kind")),
                        Cell.of(size(layer, "size")),
                        Cell.of(layer.isTrue("sent") ? Messages.Log_sent() : Messages.Log_reused()),
                        Cell.of(String.join(", ", layer.texts("files")))))
                .toList();
    }

    private static List<Block> difference(ReportView difference) {
        List<Block.Fact> facts = new ArrayList<>();
        facts.add(new Block.Fact(Messages.Page_lastImage(), code(difference.text("reference"))));
        facts.add(new Block.Fact(
                Messages.Page_size(), Cell.of(ImageSizes.showChange((long) difference.number("sizeChange")))));
        for (ReportView change : difference.objects("model")) {
            facts.add(new Block.Fact(change.text("fact"), Cell.of(change.text("before") + " → " + change.text("now"))));
        }
        if (difference.isTrue("same")) {
            return List.of(new Block.Facts(facts), new Block.Text(Messages.Page_same()));
        }
        List<List<Cell>> rows = new ArrayList<>();
        difference.objects("added").forEach(layer -> rows.add(changed(Messages.Page_added(), layer)));
        difference.objects("removed").forEach(layer -> rows.add(changed(Messages.Page_removed(), layer)));
        List<Block.Column> columns = List.of(
                Block.Column.text(Messages.Page_change()),
                Block.Column.text(Messages.Page_digest()),
                Block.Column.text(Messages.Page_kind()),
                Block.Column.number(Messages.Page_size()),
                Block.Column.text(Messages.Page_files()));
        return List.of(new Block.Facts(facts), new Block.Table(Messages.Page_difference(), columns, rows));
    }

    private static List<Cell> changed(String change, ReportView layer) {
        return List.of(
                Cell.of(change),
                Cell.code(shortened(layer.text("digest"))),
                Cell.of(layer.text("kind")),
                Cell.of(size(layer, "size")),
                Cell.of(String.join(", ", layer.texts("files"))));
    }

    private static List<List<Cell>> attachments(ReportView report) {
        return report.objects("attachments").stream()
                .map(attachment -> List.of(Cell.of(attachment.text("type")), Cell.code(shortened(attachment.text("digest")))))
                .toList();
    }

    private static void addTable(
            List<Block> blocks, String title, List<List<Cell>> rows, Block.Column... columns) {
        if (!rows.isEmpty()) {
            blocks.add(new Block.Section(title, List.of(new Block.Table(title, List.of(columns), rows))));
        }
    }

    private static void fact(List<Block.Fact> facts, String name, String value) {
        if (!value.isEmpty()) {
            facts.add(new Block.Fact(name, Cell.of(value)));
        }
    }

    private static Cell code(String text) {
        return text.isEmpty() ? Cell.none() : Cell.code(text);
    }

    private static String size(ReportView report, String key) {
        double bytes = report.number(key);
        return Double.isFinite(bytes) ? ImageSizes.show((long) bytes) : "";
    }

    private static String shortened(String digest) {
        String hex = digest.replaceFirst("^sha256:", "");
        return hex.substring(0, Math.min(hex.length(), DIGEST_SHOWN));
    }
}
