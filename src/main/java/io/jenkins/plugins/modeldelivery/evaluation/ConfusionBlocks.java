package io.jenkins.plugins.modeldelivery.evaluation;

import io.jenkins.plugins.modeldelivery.report.Block;
import io.jenkins.plugins.modeldelivery.report.ConfusionMatrix;
import io.jenkins.plugins.modeldelivery.report.Figures;
import io.jenkins.plugins.modeldelivery.report.ReportView;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** The confusion matrix; of very many classes the largest stay, and the rest are counted together. */
final class ConfusionBlocks {
    private static final int LARGEST = 20;

    private ConfusionBlocks() {}

    static List<Block> of(ReportView report) {
        ReportView confusion = report.object("confusion");
        List<String> labels = confusion.texts("labels");
        List<List<Double>> counts = confusion.matrix("counts");
        boolean square = counts.size() == labels.size() && counts.stream().allMatch(row -> row.size() == labels.size());
        if (labels.isEmpty() || !square) {
            return List.of();
        }
        ConfusionMatrix matrix = labels.size() <= LARGEST ? matrix(labels, counts) : reduced(labels, counts);
        return List.of(new Block.Chart(Messages.Page_confusion(), matrix.draw()));
    }

    private static ConfusionMatrix matrix(List<String> labels, List<List<Double>> counts) {
        double right = IntStream.range(0, labels.size()).mapToDouble(i -> counts.get(i).get(i)).sum();
        double total = counts.stream().mapToDouble(ConfusionBlocks::sum).sum();
        return new ConfusionMatrix(
                Messages.Page_confusion(),
                Messages.Page_confusionDescription(Figures.count(right), Figures.count(total)),
                Messages.Page_trueClass(),
                Messages.Page_predictedClass(),
                labels,
                counts);
    }

    private static ConfusionMatrix reduced(List<String> labels, List<List<Double>> counts) {
        List<Integer> kept = IntStream.range(0, labels.size()).boxed()
                .sorted(Comparator.comparingDouble((Integer i) -> -sum(counts.get(i))))
                .limit(LARGEST - 1)
                .sorted()
                .toList();
        int rest = kept.size();
        double[][] merged = new double[rest + 1][rest + 1];
        for (int row = 0; row < labels.size(); row++) {
            for (int column = 0; column < labels.size(); column++) {
                merged[place(kept, row)][place(kept, column)] += counts.get(row).get(column);
            }
        }
        List<String> names = new ArrayList<>(kept.stream().map(labels::get).toList());
        names.add(Messages.Page_otherClasses(Figures.count(labels.size() - rest)));
        return matrix(names, IntStream.rangeClosed(0, rest)
                .mapToObj(row -> java.util.Arrays.stream(merged[row]).boxed().toList())
                .toList());
    }

    private static int place(List<Integer> kept, int index) {
        int place = kept.indexOf(index);
        return place < 0 ? kept.size() : place;
    }

    private static double sum(List<Double> row) {
        return row.stream().mapToDouble(Double::doubleValue).sum();
    }
}
