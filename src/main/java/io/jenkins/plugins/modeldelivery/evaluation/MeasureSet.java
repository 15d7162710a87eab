package io.jenkins.plugins.modeldelivery.evaluation;

import io.jenkins.plugins.modeldelivery.evaluation.metric.ClassificationMeasure;
import io.jenkins.plugins.modeldelivery.evaluation.metric.Findings;
import io.jenkins.plugins.modeldelivery.evaluation.metric.LossMeasure;
import io.jenkins.plugins.modeldelivery.evaluation.metric.Measure;
import io.jenkins.plugins.modeldelivery.evaluation.metric.OneVersusRestMeasure;
import io.jenkins.plugins.modeldelivery.evaluation.metric.Precision;
import io.jenkins.plugins.modeldelivery.evaluation.metric.RankingMeasure;
import io.jenkins.plugins.modeldelivery.evaluation.metric.RegressionMeasure;
import io.jenkins.plugins.modeldelivery.evaluation.rows.Observation;
import io.jenkins.plugins.modeldelivery.evaluation.rows.Task;
import java.util.ArrayList;
import java.util.List;

/** All measures of one model that a task's rows allow. */
final class MeasureSet {
    private final List<Measure<?>> measures = new ArrayList<>();

    MeasureSet(Task task, TableShape shape, Precision precision) {
        if (task == Task.REGRESSION) {
            measures.add(new RegressionMeasure(shape.weighted(), precision));
            return;
        }
        boolean binary = task == Task.BINARY;
        measures.add(new ClassificationMeasure(shape.classes(), binary, precision));
        if (shape.scores() > 0) {
            measures.add(new LossMeasure(binary, precision));
        }
        if (shape.scores() > 0 && binary) {
            measures.add(new RankingMeasure(shape.weighted(), precision));
        }
        if (shape.isRankedByClass(task)) {
            measures.add(new OneVersusRestMeasure(shape.classes(), shape.scores(), shape.weighted(), precision));
        }
    }

    void add(Observation row) {
        for (Measure<?> measure : measures) {
            measure.add(row);
        }
    }

    Findings findings() {
        Findings findings = new Findings();
        measures.forEach(measure -> measure.result(findings));
        return findings;
    }
}
