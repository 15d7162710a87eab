package io.jenkins.plugins.modeldelivery.benchmark;

import io.jenkins.plugins.modeldelivery.report.Block;
import io.jenkins.plugins.modeldelivery.report.Cell;
import io.jenkins.plugins.modeldelivery.report.Figures;
import io.jenkins.plugins.modeldelivery.report.ReportView;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The parts of the page that show what GPUs did and what the server says of itself. */
final class TelemetryBlocks {
    private static final double MILLIS = 1000;
    private static final double MIB = 1 << 20;

    private TelemetryBlocks() {}

    static Block.Section gpus(ReportView report, List<ReportView> points) {
        List<List<Cell>> rows = new ArrayList<>();
        points.forEach(point -> point.objects("gpus").forEach(gpu -> rows.add(gpu(point, gpu))));
        if (rows.isEmpty()) {
            return new Block.Section(Messages.Page_gpu(), List.of(new Block.Text(Messages.Page_noGpu())));
        }
        List<Block.Column> columns = List.of(
                Block.Column.text(Messages.Page_point()),
                Block.Column.text(Messages.Page_gpuName()),
                Block.Column.number(Messages.Page_utilization()),
                Block.Column.number(Messages.Page_engineActive()),
                Block.Column.number(Messages.Page_tensorActive()),
                Block.Column.number(Messages.Page_memory()),
                Block.Column.number(Messages.Page_power()),
                Block.Column.number(Messages.Page_temperature()),
                Block.Column.number(Messages.Page_clock()),
                Block.Column.number(Messages.Page_energy()),
                Block.Column.number(Messages.Page_energyPerRequest()));
        List<Block> blocks = new ArrayList<>();
        blocks.add(new Block.Table(Messages.Page_gpuCaption(), columns, rows));
        blocks.add(new Block.Text(method(points) + " " + idle(report)));
        return new Block.Section(Messages.Page_gpu(), blocks);
    }

    private static List<Cell> gpu(ReportView point, ReportView gpu) {
        String instance = gpu.text("instance");
        boolean board = instance.isEmpty();
        return List.of(
                Cell.of(point.text("label")),
                Cell.of((gpu.text("name") + " " + instance).strip()),
                share(gpu, "utilization"),
                share(gpu, "engineActive"),
                share(gpu, "tensorActive"),
                Cell.of(Figures.digits(gpu.number("memoryUsed") / MIB)),
                Cell.of(Figures.digits(gpu.number("power"))),
                Cell.of(Figures.digits(gpu.number("temperature"))),
                Cell.of(Figures.digits(gpu.number("clock") / 1e6)),
                Cell.of(Figures.digits(gpu.number("energy"))),
                Cell.of(Figures.digits(board ? gpu.number("energy") / point.number("requests") : Double.NaN)));
    }

    private static Cell share(ReportView gpu, String field) {
        return Cell.of(Figures.digits(gpu.number(field) * 100));
    }

    private static String method(List<ReportView> points) {
        boolean counted = points.stream()
                .flatMap(point -> point.objects("gpus").stream())
                .anyMatch(gpu -> gpu.text("energyMethod").equals("counter"));
        return counted ? Messages.Page_energyCounted() : Messages.Page_energyIntegrated();
    }

    private static String idle(ReportView report) {
        double idle = report.number("gpuIdlePower");
        return Double.isNaN(idle) ? Messages.Page_idleUnknown() : Messages.Page_idle(Figures.digits(idle));
    }

    /** The server's own view; nothing when its metrics were not read. */
    static Optional<Block.Section> server(List<ReportView> points) {
        if (points.stream().noneMatch(point -> point.hasObject("server"))) {
            return Optional.empty();
        }
        List<List<Cell>> models = new ArrayList<>();
        List<List<Cell>> others = new ArrayList<>();
        for (ReportView point : points) {
            ReportView server = point.object("server");
            server.objects("models").forEach(model -> models.add(model(point, model)));
            server.object("means").fields().forEach((name, mean) ->
                    others.add(other(point, name, Messages.Page_meanOf(Figures.count(mean.number("count"))), mean.number("value"))));
            server.object("counters").numberFields().forEach((name, value) ->
                    others.add(other(point, name, Messages.Page_grewBy(), value)));
            server.object("gauges").numberFields().forEach((name, value) ->
                    others.add(other(point, name, Messages.Page_meanOverTime(), value)));
        }
        List<Block> blocks = Stream.of(models(models), others(others)).flatMap(Optional::stream).toList();
        return Optional.of(new Block.Section(
                Messages.Page_server(),
                blocks.isEmpty() ? List.of(new Block.Text(Messages.Page_serverSilent())) : blocks));
    }

    private static List<Cell> model(ReportView point, ReportView model) {
        return List.of(
                Cell.of(point.text("label")),
                Cell.of(model.text("name")),
                Cell.of(Figures.count(model.number("requests"))),
                Cell.of(Figures.digits(model.number("batchSize"))),
                millis(model, "queue"),
                millis(model, "computeInput"),
                millis(model, "computeInfer"),
                millis(model, "computeOutput"));
    }

    private static Cell millis(ReportView model, String field) {
        return Cell.of(Figures.digits(model.number(field) * MILLIS));
    }

    private static List<Cell> other(ReportView point, String name, String what, double value) {
        return List.of(Cell.of(point.text("label")), Cell.code(name), Cell.of(what), Cell.of(Figures.digits(value)));
    }

    private static Optional<Block> models(List<List<Cell>> rows) {
        List<Block.Column> columns = List.of(
                Block.Column.text(Messages.Page_point()),
                Block.Column.text(Messages.Page_model()),
                Block.Column.number(Messages.Page_requests()),
                Block.Column.number(Messages.Page_batchSize()),
                Block.Column.number(Messages.Page_queue()),
                Block.Column.number(Messages.Page_computeInput()),
                Block.Column.number(Messages.Page_computeInfer()),
                Block.Column.number(Messages.Page_computeOutput()));
        return rows.isEmpty()
                ? Optional.empty()
                : Optional.of(new Block.Table(Messages.Page_modelsCaption(), columns, rows));
    }

    private static Optional<Block> others(List<List<Cell>> rows) {
        List<Block.Column> columns = List.of(
                Block.Column.text(Messages.Page_point()),
                Block.Column.text(Messages.Page_metric()),
                Block.Column.text(Messages.Page_metricMeaning()),
                Block.Column.number(Messages.Page_metricValue()));
        return rows.isEmpty()
                ? Optional.empty()
                : Optional.of(new Block.Table(Messages.Page_metricsCaption(), columns, rows));
    }
}
