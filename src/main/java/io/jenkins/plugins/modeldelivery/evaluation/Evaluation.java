package io.jenkins.plugins.modeldelivery.evaluation;

import io.jenkins.plugins.modeldelivery.evaluation.metric.Findings;
import io.jenkins.plugins.modeldelivery.evaluation.metric.Precision;
import io.jenkins.plugins.modeldelivery.evaluation.rows.IdentifiedRows;
import io.jenkins.plugins.modeldelivery.evaluation.rows.Observation;
import io.jenkins.plugins.modeldelivery.evaluation.rows.PredictionReader;
import io.jenkins.plugins.modeldelivery.evaluation.rows.RowVisitor;
import io.jenkins.plugins.modeldelivery.operation.InputFile;
import io.jenkins.plugins.modeldelivery.operation.Workbench;
import io.jenkins.plugins.modeldelivery.statistics.CompensatedSum;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** One run of evaluateModel: reads the tables, feeds the measures, and hands over what they found. */
final class Evaluation {
    private static final int ROWS_BETWEEN_CHECKS = 1 << 16;

    private final EvaluationRequest request;
    private final Workbench bench;
    private final Instant startedAt;
    private final Precision precision;
    private final CompensatedSum weightSum = new CompensatedSum();
    private final List<InputFile> inputs = new ArrayList<>();

    Evaluation(EvaluationRequest request, Workbench bench) {
        this.request = request;
        this.bench = bench;
        this.startedAt = bench.clock().instant();
        this.precision = new Precision(
                request.confidence(), request.seed(), SortMemory.perSorter(request), bench.scratch());
    }

    EvaluationReport report() throws InterruptedException {
        Path file = bench.file("predictions", request.predictions());
        try (PredictionReader reader = PredictionReader.candidate(file, request.predictions(), request.format())) {
            TableShape shape = TableShape.of(reader);
            new GateNeeds(request).check(shape);
            MeasureSet candidate = new MeasureSet(request.task(), shape, precision);
            Outcome outcome = request.champion().isEmpty()
                    ? alone(reader, file, shape, candidate)
                    : compared(reader, file, shape, candidate);
            bench.log(Messages.Log_read(request.predictions(), Long.toString(reader.rows())));
            EvaluationReport report = new Conclusion(request, outcome).report(startedAt, bench.clock().instant());
            bench.log(Messages.Log_verdict(report.verdict()));
            return report;
        }
    }

    private Outcome alone(PredictionReader reader, Path file, TableShape shape, MeasureSet measures)
            throws InterruptedException {
        RowVisitor measure = row -> {
            measures.add(row);
            weightSum.add(row.weight());
        };
        if (reader.isIdentified()) {
            identified(reader, file, request.predictions()).forEach(checked(measure));
        } else {
            readAll(reader, request.predictions(), measure);
        }
        return outcome(reader.rows(), shape, measures.findings(), null);
    }

    private Outcome compared(PredictionReader reader, Path file, TableShape shape, MeasureSet candidate)
            throws InterruptedException {
        MeasureSet champion = new MeasureSet(request.task(), shape, precision);
        ComparisonSet comparisons = new ComparisonSet(request.task(), shape, precision);
        IdentifiedRows rows = identified(reader, file, request.predictions());
        Path championFile = bench.file("champion", request.champion());
        try (PredictionReader championReader = reader.champion(championFile, request.champion())) {
            IdentifiedRows championRows = identified(championReader, championFile, request.champion());
            RowVisitor counted = checked(row -> weightSum.add(row.weight()));
            rows.forEachWith(championRows, (row, partner) -> {
                counted.visit(row);
                candidate.add(row);
                champion.add(partner);
                comparisons.add(row, partner);
            });
            Outcome.Champion found =
                    new Outcome.Champion(request.champion(), championReader.rows(), champion.findings(), comparisons);
            return outcome(reader.rows(), shape, candidate.findings(), found);
        }
    }

    private Outcome outcome(long rows, TableShape shape, Findings findings, Outcome.Champion champion) {
        double weight = shape.weighted() ? weightSum.value() : Double.NaN;
        return new Outcome(inputs, rows, shape, weight, findings, champion);
    }

    private IdentifiedRows identified(PredictionReader reader, Path file, String name) throws InterruptedException {
        IdentifiedRows rows = new IdentifiedRows(
                file, name, request.id(), reader.scores(), precision.memory(), precision.scratch());
        readAll(reader, name, rows::add);
        return rows;
    }

    private void readAll(PredictionReader reader, String name, RowVisitor visitor) throws InterruptedException {
        Observation row = reader.observation();
        while (reader.next()) {
            visitor.visit(row);
            if (reader.rows() % ROWS_BETWEEN_CHECKS == 0) {
                bench.checkCancelled();
                bench.progress(Messages.Log_progress(name, Long.toString(reader.rows())));
            }
        }
        inputs.add(reader.inputFile());
    }

    /** The same visitor, which also sees now and then whether the work was cancelled. */
    private RowVisitor checked(RowVisitor visitor) {
        long[] visited = new long[1];
        return row -> {
            visitor.visit(row);
            if (++visited[0] % ROWS_BETWEEN_CHECKS == 0) {
                bench.checkCancelled();
            }
        };
    }
}
