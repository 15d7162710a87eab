package io.jenkins.plugins.modeldelivery.evaluation;

import io.jenkins.plugins.modeldelivery.evaluation.rows.Task;
import io.jenkins.plugins.modeldelivery.gate.Direction;
import io.jenkins.plugins.modeldelivery.gate.SubjectCatalog;
import io.jenkins.plugins.modeldelivery.gate.SubjectType;
import io.jenkins.plugins.modeldelivery.gate.Unit;
import java.util.List;
import java.util.stream.Stream;

/** What gates of an evaluation may speak of: the metrics of its task, under scikit-learn's names. */
final class MetricSubjects {
    private static final List<String> OF_POSITIVE = List.of("precision", "recall", "f1");
    private static final List<String> OF_CLASSES = List.of(
            "accuracy", "balanced_accuracy", "precision_macro", "precision_micro", "precision_weighted", "recall_macro",
            "recall_micro", "recall_weighted", "f1_macro", "f1_micro", "f1_weighted");
    private static final List<String> CORRELATIONS = List.of("matthews_corrcoef", "cohen_kappa");
    private static final List<String> RANKINGS = List.of("roc_auc", "average_precision");
    private static final List<String> ERRORS = List.of("mae", "mse", "rmse", "median_ae", "max_error", "mape");

    private MetricSubjects() {}

    static SubjectCatalog of(Task task) {
        List<Stream<SubjectType>> subjects = switch (task) {
            case BINARY -> List.of(
                    shares(OF_CLASSES),
                    shares(OF_POSITIVE),
                    shares(RANKINGS),
                    plain(CORRELATIONS, Direction.HIGHER_IS_BETTER),
                    plain(List.of("log_loss", "brier"), Direction.LOWER_IS_BETTER));
            case MULTICLASS -> List.of(
                    shares(OF_CLASSES),
                    shares(List.of("roc_auc_ovr", "roc_auc_ovr_weighted")),
                    plain(CORRELATIONS, Direction.HIGHER_IS_BETTER),
                    plain(List.of("log_loss"), Direction.LOWER_IS_BETTER));
            case REGRESSION -> List.of(
                    plain(ERRORS, Direction.LOWER_IS_BETTER),
                    plain(List.of("r2", "explained_variance"), Direction.HIGHER_IS_BETTER));
        };
        return new SubjectCatalog(subjects.stream().flatMap(part -> part).toList());
    }

    private static Stream<SubjectType> shares(List<String> names) {
        return names.stream().map(name -> SubjectType.plain(name, Unit.RATIO, Direction.HIGHER_IS_BETTER));
    }

    private static Stream<SubjectType> plain(List<String> names, Direction direction) {
        return names.stream().map(name -> SubjectType.plain(name, Unit.NONE, direction));
    }
}
