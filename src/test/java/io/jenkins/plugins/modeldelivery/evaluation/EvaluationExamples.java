package io.jenkins.plugins.modeldelivery.evaluation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** Reports as evaluateModel writes them, for tests of what shows them; the figures are made up. */
final class EvaluationExamples {
    private static final String DIGEST = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";

    private EvaluationExamples() {}

    static Map<String, Object> binary() {
        Map<String, Object> report = envelope("fraud", "FAIL", "binary", 20_000);
        report.put("reasons", List.of(
                "average_precision is 0.4815 [0.4502, 0.5127]; whether it is >= 0.5 cannot be told from this evidence."
                        + " About 132412 rows would decide."));
        report.put("gates", List.of(
                gate("roc_auc >= 0.90", "PASS", 0.9541, 0.9488, 0.9594, "roc_auc is 0.9541 [0.9488, 0.9594], which is shown to be >= 0.9."),
                gate("average_precision >= 0.5", "INCONCLUSIVE", 0.4815, 0.4502, 0.5127,
                        "average_precision is 0.4815 [0.4502, 0.5127]; whether it is >= 0.5 cannot be told from this evidence. About 132412 rows would decide."),
                gate("recall not worse by 0.01", "FAIL", 0.041, 0.022, 0.06,
                        "recall is 0.71 against 0.751 (worse by 0.041 [0.022, 0.06]): shown worse by more than 0.01."),
                gate("warn: log_loss <= 0.05", "WARN", 0.0731, 0.0692, 0.0770, "log_loss is 0.0731 [0.0692, 0.077], which is shown not to be <= 0.05.")));
        Map<String, Object> metrics = new LinkedHashMap<>();
        metrics.put("accuracy", metric(0.9742, 0.0022, "wilson"));
        metrics.put("balanced_accuracy", metric(0.8465, 0.0141, "bootstrap"));
        metrics.put("precision", metric(0.6214, 0.0331, "wilson"));
        metrics.put("recall", metric(0.7104, 0.0318, "wilson"));
        metrics.put("f1", metric(0.6629, 0.0266, "bootstrap"));
        metrics.put("roc_auc", metric(0.9541, 0.0053, "delong"));
        metrics.put("average_precision", metric(0.4815, 0.0312, "bootstrap"));
        metrics.put("log_loss", metric(0.0731, 0.0039, "bootstrap"));
        metrics.put("brier", metric(0.0192, 0.0012, "bootstrap"));
        metrics.put("matthews_corrcoef", metric(0.6508, 0.0271, "bootstrap"));
        metrics.put("cohen_kappa", metric(0.6496, 0.0272, "bootstrap"));
        report.put("metrics", metrics);
        report.put("classes", List.of(oneClass("legitimate", 0.9889, 0.9833, 19_236), oneClass("fraud", 0.6214, 0.7104, 764)));
        report.put("confusion", confusion(List.of("legitimate", "fraud"), List.of(List.of(18_905L, 331L), List.of(221L, 543L))));
        report.put("curves", curves(4.2, 500));
        Map<String, Object> championMetrics = new LinkedHashMap<>();
        Map<String, Object> differences = new LinkedHashMap<>();
        metrics.keySet().forEach(name -> {
            double difference = name.equals("recall") ? -0.041 : name.equals("roc_auc") ? 0.0121 : 0.002;
            championMetrics.put(name, metric(value(metrics, name) - difference, 0.006, "wilson"));
            differences.put(name, metric(difference, Math.abs(difference) * 0.4 + 0.001, "bootstrap"));
        });
        Map<String, Object> champion = new LinkedHashMap<>();
        champion.put("path", "models/2026-10/predictions.csv.gz");
        champion.put("rows", 20_000L);
        champion.put("metrics", championMetrics);
        champion.put("differences", differences);
        champion.put("mcnemar", Map.of("onlyCandidateRight", 184L, "onlyChampionRight", 142L, "pValue", 0.0231));
        champion.put("curves", curves(3.2, 500));
        report.put("champion", champion);
        return report;
    }

    static Map<String, Object> multiclass(int classes) {
        Map<String, Object> report = envelope("digits", "PASS", "multiclass", 360);
        report.put("reasons", List.of("All 2 gates hold."));
        report.put("gates", List.of(
                gate("accuracy >= 0.93", "PASS", 0.9667, 0.9427, 0.9808, "accuracy is 0.9667 [0.9427, 0.9808], which is shown to be >= 0.93."),
                gate("f1_macro >= 90%", "PASS", 0.966, 0.945, 0.983, "f1_macro is 0.966 [0.945, 0.983], which is shown to be >= 0.9.")));
        Map<String, Object> metrics = new LinkedHashMap<>();
        for (String name : List.of("accuracy", "balanced_accuracy", "precision_macro", "recall_macro", "f1_macro", "f1_weighted")) {
            metrics.put(name, metric(0.9667 - metrics.size() * 0.003, 0.019, name.equals("accuracy") ? "wilson" : "bootstrap"));
        }
        metrics.put("log_loss", metric(0.141, 0.05, "bootstrap"));
        report.put("metrics", metrics);
        List<String> labels = IntStream.range(0, classes).mapToObj(Integer::toString).toList();
        report.put("classes", labels.stream().map(label -> oneClass(label, 0.96, 0.95, 36)).toList());
        report.put("confusion", confusion(labels, IntStream.range(0, classes)
                .mapToObj(row -> IntStream.range(0, classes)
                        .mapToObj(column -> row == column ? 33L + row % 4 : (row * 7 + column * 3) % 11 == 0 ? 1L : 0L)
                        .toList())
                .toList()));
        return report;
    }

    static Map<String, Object> regression() {
        Map<String, Object> report = envelope("house-prices", "WARN", "regression", 5_160);
        report.put("reasons", List.of("max_error is 412.8, which is shown not to be <= 400."));
        report.put("gates", List.of(
                gate("mae <= 40", "PASS", 32.71, 31.63, 33.79, "mae is 32.71 [31.63, 33.79], which is shown to be <= 40."),
                gate("warn: max_error <= 400", "WARN", 412.8, Double.NaN, Double.NaN, "max_error is 412.8, which is shown not to be <= 400.")));
        Map<String, Object> metrics = new LinkedHashMap<>();
        metrics.put("mae", metric(32.71, 1.08, "bootstrap"));
        metrics.put("mse", metric(2411.5, 171.2, "bootstrap"));
        metrics.put("rmse", metric(49.11, 1.75, "bootstrap"));
        metrics.put("median_ae", metric(21.34, 0.91, "bootstrap"));
        metrics.put("r2", metric(0.8191, 0.0142, "bootstrap"));
        metrics.put("explained_variance", metric(0.8193, 0.0141, "bootstrap"));
        metrics.put("max_error", metric(412.8, Double.NaN, "none"));
        metrics.put("mape", metric(Double.NaN, Double.NaN, "none"));
        report.put("metrics", metrics);
        report.put("undefined", Map.of("mape", "3 targets are zero."));
        List<Double> edges = IntStream.rangeClosed(0, 40).mapToObj(i -> -200.0 + i * 10).toList();
        List<Double> counts = IntStream.range(0, 40).mapToObj(i -> (double) Math.round(620 * Math.exp(-Math.pow((i - 19.4) / 4.4, 2)))).toList();
        List<Double> predictions = IntStream.range(0, 20).mapToObj(i -> 60.0 + i * 22).toList();
        Map<String, Object> bins = new LinkedHashMap<>();
        bins.put("prediction", predictions);
        bins.put("low", predictions.stream().map(x -> -18 - x * 0.13).toList());
        bins.put("median", predictions.stream().map(x -> 4 - x * 0.02 + 6 * Math.sin(x / 40)).toList());
        bins.put("high", predictions.stream().map(x -> 16 + x * 0.16).toList());
        report.put("residuals", Map.of("histogram", Map.of("edges", edges, "counts", counts), "byPrediction", bins));
        return report;
    }

    private static Map<String, Object> envelope(String name, String verdict, String task, long rows) {
        Map<String, Object> report = new LinkedHashMap<>();
        report.put("schema", EvaluationReport.SCHEMA);
        report.put("name", name);
        report.put("verdict", verdict);
        report.put("startedAt", "2026-11-20T19:25:03Z");
        report.put("finishedAt", "2026-11-20T19:25:03.812Z");
        report.put("tool", "model-delivery 0.1");
        report.put("inputs", List.of(new LinkedHashMap<>(Map.of("path", "target/predictions.csv", "sha256", DIGEST, "rows", rows))));
        report.put("task", task);
        report.put("rows", rows);
        report.put("confidence", 0.95);
        report.put("seed", 1L);
        if (task.equals("binary")) {
            report.put("threshold", 0.5);
            report.put("positive", "fraud");
        }
        return report;
    }

    private static Map<String, Object> gate(String gate, String verdict, double value, double low, double high, String reason) {
        Map<String, Object> map = new LinkedHashMap<>(metric(value, 0, ""));
        map.put("gate", gate);
        map.put("verdict", verdict);
        map.put("low", low);
        map.put("high", high);
        map.put("reason", reason);
        return map;
    }

    private static Map<String, Object> metric(double value, double half, String method) {
        Map<String, Object> metric = new LinkedHashMap<>();
        metric.put("value", value);
        metric.put("low", value - half);
        metric.put("high", value + half);
        metric.put("method", method);
        return metric;
    }

    private static double value(Map<String, Object> metrics, String name) {
        return (double) ((Map<?, ?>) metrics.get(name)).get("value");
    }

    private static Map<String, Object> oneClass(String label, double precision, double recall, long support) {
        double f1 = 2 * precision * recall / (precision + recall);
        return Map.of("label", label, "precision", precision, "recall", recall, "f1", f1, "support", support);
    }

    private static Map<String, Object> confusion(List<String> labels, List<List<Long>> counts) {
        return Map.of("labels", labels, "counts", counts);
    }

    private static Map<String, Object> curves(double power, int points) {
        List<Double> x = DoubleStream.iterate(0, i -> i + 1).limit(points + 1).mapToObj(i -> i / points).toList();
        List<Double> roc = new ArrayList<>(x.stream().map(fpr -> 1 - Math.pow(1 - Math.pow(fpr, 0.45), power)).toList());
        List<Double> precision = x.stream().map(recall -> 1 - 0.96 * Math.pow(recall, power / 3)).toList();
        return Map.of("roc", Map.of("x", x, "y", roc), "precision_recall", Map.of("x", x, "y", precision));
    }
}
