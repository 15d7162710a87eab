package io.jenkins.plugins.modeldelivery.evaluation.metric;

import io.jenkins.plugins.modeldelivery.evaluation.rows.ClassNames;
import io.jenkins.plugins.modeldelivery.evaluation.rows.Observation;
import io.jenkins.plugins.modeldelivery.statistics.CountBootstrap;
import io.jenkins.plugins.modeldelivery.statistics.Estimate;
import io.jenkins.plugins.modeldelivery.statistics.StudentInterval;
import io.jenkins.plugins.modeldelivery.statistics.Wilson;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Everything that follows from the predicted classes: accuracy and its kin, the metrics of each class, the confusion matrix. */
public final class ClassificationMeasure implements Measure<ClassificationMeasure> {
    /** A larger matrix is no longer readable; it is left out of the report. */
    private static final int LARGEST_MATRIX = 50;

    private final ClassNames classes;
    private final boolean binary;
    private final Precision precision;
    private final CellCounts counts = new CellCounts();

    public ClassificationMeasure(ClassNames classes, boolean binary, Precision precision) {
        this.classes = classes;
        this.binary = binary;
        this.precision = precision;
    }

    @Override
    public void add(Observation row) {
        counts.add(CellCounts.cell(row.actualClass(), row.predictedClass()), row.weight());
    }

    @Override
    public void merge(ClassificationMeasure other) {
        counts.merge(other.counts);
    }

    @Override
    public void result(Findings findings) {
        ConfusionCells cells = new ConfusionCells(counts, classes.names().size(), false);
        ClassTotals totals = cells.candidate(cells.weights());
        ClassTotals squares = cells.candidate(cells.squares());
        List<ClassMetric> metrics = ClassMetric.all(binary);
        Estimate[] bootstrapped = bootstrap(cells, metrics);
        for (int i = 0; i < metrics.size(); i++) {
            ClassMetric metric = metrics.get(i);
            Estimate estimate = switch (metric.interval()) {
                case SHARE_OF_ALL -> share(metric.of(totals), totals.total(), squares.total());
                case SHARE_OF_PREDICTED -> share(metric.of(totals), positive(totals.predicted()), positive(squares.predicted()));
                case SHARE_OF_ACTUAL -> share(metric.of(totals), positive(totals.actual()), positive(squares.actual()));
                default -> bootstrapped[i];
            };
            findings.metric(metric.key(), estimate);
        }
        explainConventions(totals, findings);
        findings.detail("classes", classDetails(totals));
        findings.detail("confusion", confusion());
    }

    private Estimate[] bootstrap(ConfusionCells cells, List<ClassMetric> metrics) {
        CountBootstrap bootstrap = new CountBootstrap(
                cells.weights(), cells.squares(), cells.rare(), counts.rows(), precision.seed(), precision.replicates());
        return bootstrap.estimates(
                weights -> ClassMetric.values(metrics, cells.candidate(weights)),
                precision.confidence());
    }

    /** A share of rows whose weights and squared weights have these sums. */
    private Estimate share(double value, double weight, double square) {
        return Wilson.estimate(value, square == 0 ? 0 : weight / square * weight, precision.confidence(), counts.rows());
    }

    private static double positive(double[] byClass) {
        return byClass[ClassMetric.POSITIVE];
    }

    private void explainConventions(ClassTotals totals, Findings findings) {
        if (binary && positive(totals.predicted()) == 0) {
            findings.undefined("precision", Messages.Undefined_precision());
        }
        if (binary && positive(totals.actual()) == 0) {
            findings.undefined("recall", Messages.Undefined_recall());
        }
        if (binary && positive(totals.actual()) + positive(totals.predicted()) == 0) {
            findings.undefined("f1", Messages.Undefined_f1());
        }
        if (Double.isNaN(ClassMetric.COHEN_KAPPA.of(totals))) {
            findings.undefined("cohen_kappa", Messages.Undefined_kappa());
            findings.metric("cohen_kappa", StudentInterval.unknown(Double.NaN, "bootstrap", counts.rows()));
        }
    }

    private List<Map<String, Object>> classDetails(ClassTotals totals) {
        List<Map<String, Object>> details = new ArrayList<>();
        for (int i = 0; i < totals.classes(); i++) {
            Map<String, Object> detail = new LinkedHashMap<>();
            detail.put("label", classes.names().get(i));
            detail.put("precision", totals.precision(i));
            detail.put("recall", totals.recall(i));
            detail.put("f1", totals.f1(i));
            detail.put("support", totals.actual()[i]);
            details.add(detail);
        }
        return details;
    }

    /** Rows are targets, columns predictions; null when there are too many classes to show. */
    private Map<String, Object> confusion() {
        int size = classes.names().size();
        if (size > LARGEST_MATRIX) {
            return null;
        }
        List<List<Double>> matrix = new ArrayList<>();
        for (int actual = 0; actual < size; actual++) {
            List<Double> line = new ArrayList<>();
            for (int predicted = 0; predicted < size; predicted++) {
                line.add(counts.weight(CellCounts.cell(actual, predicted)));
            }
            matrix.add(line);
        }
        Map<String, Object> confusion = new LinkedHashMap<>();
        confusion.put("labels", classes.names());
        confusion.put("counts", matrix);
        return confusion;
    }
}
