package io.jenkins.plugins.modeldelivery.evaluation;

import io.jenkins.plugins.modeldelivery.evaluation.metric.OneVersusRestMeasure;
import io.jenkins.plugins.modeldelivery.gate.Gate;
import io.jenkins.plugins.modeldelivery.operation.InvalidInputException;
import java.util.Set;

/** Refuses gates on metrics that the table cannot give, as soon as its header is known. */
final class GateNeeds {
    private static final Set<String> BY_SCORE =
            Set.of("roc_auc", "average_precision", "log_loss", "brier", "roc_auc_ovr", "roc_auc_ovr_weighted");

    private static final Set<String> BY_CLASS = Set.of("roc_auc_ovr", "roc_auc_ovr_weighted");

    private final EvaluationRequest request;

    GateNeeds(EvaluationRequest request) {
        this.request = request;
    }

    void check(TableShape shape) {
        for (Gate gate : request.gates()) {
            if (BY_CLASS.contains(gate.subject().name()) && shape.scores() > OneVersusRestMeasure.MOST_CLASSES) {
                throw new InvalidInputException(EvaluationRequest.PARAMETERS.step() + ": gate '" + gate.text()
                        + "' needs at most " + OneVersusRestMeasure.MOST_CLASSES + " classes, scores name "
                        + shape.scores() + "; take another metric, such as log_loss or f1_macro");
            }
            if (BY_SCORE.contains(gate.subject().name()) && shape.scores() == 0) {
                throw new InvalidInputException(EvaluationRequest.PARAMETERS.step() + ": gate '" + gate.text()
                        + "' needs scores, which " + request.predictions() + " does not have; name their column by "
                        + (request.scores().isEmpty() ? "score" : "scores"));
            }
        }
    }
}
