package io.jenkins.plugins.modeldelivery.evaluation;

import io.jenkins.plugins.modeldelivery.evaluation.rows.Task;
import io.jenkins.plugins.modeldelivery.gate.Condition;
import io.jenkins.plugins.modeldelivery.gate.Direction;
import io.jenkins.plugins.modeldelivery.gate.Gate;
import io.jenkins.plugins.modeldelivery.gate.GateParser;
import io.jenkins.plugins.modeldelivery.gate.SubjectCatalog;
import io.jenkins.plugins.modeldelivery.operation.InvalidInputException;
import io.jenkins.plugins.modeldelivery.report.IntervalPlot;
import io.jenkins.plugins.modeldelivery.report.ReportView;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The metrics of a report as a reader wants them: what matters most first, and what the gates ask of each. */
final class PresentedMetrics {
    private static final Map<Task, List<String>> HEADLINES = Map.of(
            Task.BINARY, List.of("roc_auc", "f1", "accuracy"),
            Task.MULTICLASS, List.of("accuracy", "f1_macro", "log_loss"),
            Task.REGRESSION, List.of("rmse", "mae", "r2"));
    private static final Pattern AVERAGED = Pattern.compile(".*_(macro|micro|weighted)");

    private final ReportView report;
    private final List<String> headlines;
    private final SubjectCatalog catalog;

    PresentedMetrics(ReportView report) {
        this.report = report;
        List<Task> tasks = Stream.of(Task.values()).filter(task -> task.written().equals(report.text("task"))).toList();
        this.headlines = tasks.stream().flatMap(task -> HEADLINES.get(task).stream()).toList();
        this.catalog = tasks.isEmpty() ? new SubjectCatalog(List.of()) : MetricSubjects.of(tasks.get(0));
    }

    /** The values that stand for the whole report, the one that matters most first; those without a value are left out. */
    Map<String, Double> headlines() {
        Map<String, Double> values = new LinkedHashMap<>();
        for (String name : headlines) {
            double value = report.object("metrics").object(name).number("value");
            if (Double.isFinite(value)) {
                values.put(name, value);
            }
        }
        return values;
    }

    /** All metrics: the headlines, then the others, then those averaged over classes in other ways. */
    Map<String, ReportView> ordered() {
        Map<String, ReportView> metrics = report.object("metrics").fields();
        Map<String, ReportView> ordered = new LinkedHashMap<>();
        metrics.keySet().stream()
                .sorted(Comparator.comparingInt(this::rank))
                .forEach(name -> ordered.put(name, metrics.get(name)));
        return ordered;
    }

    private int rank(String name) {
        if (headlines.contains(name)) {
            return headlines.indexOf(name);
        }
        return headlines.size() + (AVERAGED.matcher(name).matches() ? 1 : 0);
    }

    /** Whether it is just another average of a metric that is shown already. */
    boolean isVariant(String name) {
        boolean plainIsThere = report.object("metrics").hasObject(name.replaceFirst("_[a-z]+$", ""));
        boolean macro = name.endsWith("_macro");
        return AVERAGED.matcher(name).matches() && (!macro || plainIsThere);
    }

    boolean isLowerBetter(String name) {
        return catalog.find(name).filter(type -> type.direction() == Direction.LOWER_IS_BETTER).isPresent();
    }

    /** The limits that absolute gates set, by metric. */
    Map<String, List<IntervalPlot.Limit>> limits() {
        Map<String, List<IntervalPlot.Limit>> limits = new LinkedHashMap<>();
        for (ReportView asked : report.objects("gates")) {
            try {
                Gate gate = new GateParser(catalog).gate(asked.text("gate"));
                if (gate.condition() instanceof Condition.Compare compare && gate.subject().slice().isEmpty()) {
                    limits.computeIfAbsent(gate.subject().name(), name -> new ArrayList<>())
                            .add(new IntervalPlot.Limit(compare.limit(), compare.relation().isUpper()));
                }
            } catch (InvalidInputException e) {
                // A gate in a form of another version still stands in the table; only its flag is not drawn.
            }
        }
        return limits;
    }
}
