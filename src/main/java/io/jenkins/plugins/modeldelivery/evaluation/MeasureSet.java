package io.jenkins.plugins.modeldelivery.evaluation;

import io.jenkins.plugins.modeldelivery.evaluation.metric.ClassificationMeasure;
import io.jenkins.plugins.modeldelivery.evaluation.metric.Findings;
import io.jenkins.plugins.modeldelivery.evaluation.metric.LossMeasure;
import io.jenkins.plugins.modeldelivery.evaluation.metric.Measure;
import io.jenkins.plugins.modeldelivery.evaluation.metric.Precision;
import io.jenkins.plugins.modeldelivery.evaluation.metric.RankingMeasure;
import io.jenkins.plugins.modeldelivery.evaluation.rows.ClassNames;
import io.jenkins.plugins.modeldelivery.evaluation.rows.Observation;
import io.jenkins.plugins.modeldelivery.evaluation.rows.Task;
import java.util.ArrayList;
import java.util.List;

/** All measures that a task's rows allow, fed and read together. */
final class MeasureSet {
    private final List<Measure<?>> measures = new ArrayList<>();

    MeasureSet(Task task, ClassNames classes, boolean scored, boolean weighted, Precision precision) {
        boolean binary = task == Task.BINARY;
        measures.add(new ClassificationMeasure(classes, binary, precision));
        if (scored) {
            measures.add(new LossMeasure(binary, precision));
        }
        if (scored && binary) {
            measures.add(new RankingMeasure(weighted, precision));
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
