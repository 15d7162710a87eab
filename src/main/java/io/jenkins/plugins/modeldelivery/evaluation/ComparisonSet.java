package io.jenkins.plugins.modeldelivery.evaluation;

import io.jenkins.plugins.modeldelivery.evaluation.metric.ClassificationComparison;
import io.jenkins.plugins.modeldelivery.evaluation.metric.Comparison;
import io.jenkins.plugins.modeldelivery.evaluation.metric.Contrast;
import io.jenkins.plugins.modeldelivery.evaluation.metric.LossComparison;
import io.jenkins.plugins.modeldelivery.evaluation.metric.OneVersusRestComparison;
import io.jenkins.plugins.modeldelivery.evaluation.metric.Precision;
import io.jenkins.plugins.modeldelivery.evaluation.metric.RankingComparison;
import io.jenkins.plugins.modeldelivery.evaluation.metric.RegressionComparison;
import io.jenkins.plugins.modeldelivery.evaluation.rows.Observation;
import io.jenkins.plugins.modeldelivery.evaluation.rows.Task;
import io.jenkins.plugins.modeldelivery.statistics.Estimate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** All comparisons of candidate and champion that a task's rows allow. */
final class ComparisonSet {
    private final List<Comparison> comparisons = new ArrayList<>();

    ComparisonSet(Task task, TableShape shape, Precision precision) {
        if (task == Task.REGRESSION) {
            comparisons.add(new RegressionComparison(shape.weighted(), precision));
            return;
        }
        boolean binary = task == Task.BINARY;
        comparisons.add(new ClassificationComparison(shape.classes(), binary, precision));
        if (shape.scores() > 0) {
            comparisons.add(new LossComparison(binary, precision));
        }
        if (shape.scores() > 0 && binary) {
            comparisons.add(new RankingComparison(precision));
        }
        if (shape.isRankedByClass(task)) {
            comparisons.add(new OneVersusRestComparison(shape.scores(), precision));
        }
    }

    void add(Observation candidate, Observation champion) {
        for (Comparison comparison : comparisons) {
            comparison.add(candidate, champion);
        }
    }

    Optional<Estimate> contrast(String metric, Contrast contrast) {
        return comparisons.stream()
                .filter(comparison -> comparison.metrics().contains(metric))
                .findFirst()
                .map(comparison -> comparison.contrasts(Set.of(metric), contrast).get(metric));
    }

    /** Candidate less champion, for every metric that both have. */
    Map<String, Estimate> differences() {
        Map<String, Estimate> differences = new LinkedHashMap<>();
        for (Comparison comparison : comparisons) {
            differences.putAll(comparison.contrasts(comparison.metrics(), Contrast.DIFFERENCE));
        }
        return differences;
    }

    Map<String, Object> details() {
        Map<String, Object> details = new LinkedHashMap<>();
        comparisons.forEach(comparison -> comparison.details(details));
        return details;
    }
}
