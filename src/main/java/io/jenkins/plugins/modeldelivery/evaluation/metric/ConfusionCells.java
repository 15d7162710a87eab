package io.jenkins.plugins.modeldelivery.evaluation.metric;

import java.util.Arrays;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * The cells of a table of counts as arrays, those that were met and those that one more row might fall into: for the
 * bootstrap, which needs both. A cell has a target and one prediction, or one by the candidate and one by the champion.
 */
final class ConfusionCells {
    /** One more row is looked for among this many of the rarest classes, where it moves an average furthest. */
    private static final int RAREST = 8;

    private final int classes;
    private final long[] cells;
    private final double[] weights;
    private final double[] squares;
    private final boolean paired;

    /**
     * Lists the cells.
     *
     * @param paired whether a cell has two predictions
     */
    ConfusionCells(CellCounts counts, int classes, boolean paired) {
        this.classes = classes;
        this.paired = paired;
        TreeSet<Long> all = new TreeSet<>();
        Arrays.stream(counts.cells()).forEach(all::add);
        possible(rarest(counts)).forEach(all::add);
        this.cells = all.stream().mapToLong(Long::longValue).toArray();
        this.weights = Arrays.stream(cells).mapToDouble(counts::weight).toArray();
        this.squares = Arrays.stream(cells).mapToDouble(counts::square).toArray();
        this.rare = possible(rarest(counts)).mapToInt(cell -> Arrays.binarySearch(cells, cell)).toArray();
    }

    private final int[] rare;

    double[] weights() {
        return weights;
    }

    double[] squares() {
        return squares;
    }

    /** The cells that one more row might fall into. */
    int[] rare() {
        return rare;
    }

    /** The totals of the candidate, or of the only model, for these weights of the cells. */
    ClassTotals candidate(double[] cellWeights) {
        return ClassTotals.of(classes, index(paired ? 2 : 1), index(paired ? 1 : 0), cellWeights);
    }

    /** The totals of the champion for these weights of the cells. */
    ClassTotals champion(double[] cellWeights) {
        return ClassTotals.of(classes, index(2), index(0), cellWeights);
    }

    private final int[][] indices = new int[3][];

    private int[] index(int fromLast) {
        if (indices[fromLast] == null) {
            indices[fromLast] = Arrays.stream(cells).mapToInt(cell -> CellCounts.index(cell, fromLast)).toArray();
        }
        return indices[fromLast];
    }

    private int[] rarest(CellCounts counts) {
        double[] size = new double[classes];
        for (long cell : counts.cells()) {
            size[CellCounts.index(cell, paired ? 2 : 1)] += counts.weight(cell);
        }
        return IntStream.range(0, classes)
                .boxed()
                .sorted((a, b) -> Double.compare(size[a], size[b]))
                .limit(RAREST)
                .mapToInt(Integer::intValue)
                .toArray();
    }

    /** Cells among the rarest classes: of two predictions, those of which at most one is right. */
    private java.util.stream.LongStream possible(int[] rarest) {
        return Arrays.stream(rarest).boxed().flatMap(actual -> Arrays.stream(rarest).boxed().flatMap(
                predicted -> paired
                        ? java.util.stream.Stream.of(
                                CellCounts.cell(actual, predicted, actual), CellCounts.cell(actual, actual, predicted))
                        : java.util.stream.Stream.of(CellCounts.cell(actual, predicted))))
                .mapToLong(Long::longValue)
                .distinct();
    }
}
