package io.jenkins.plugins.modeldelivery.evaluation.metric;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * The cells of a table of counts as arrays, those that were met and those that one more row might fall into: for the
 * bootstrap, which needs both. A cell has a target and one prediction, or one by the candidate and one by the champion.
 */
final class ConfusionCells {
    /** One more row is looked for among this many of the rarest classes, where it moves an average furthest. */
    private static final int RAREST = 8;

    private final int classes;
    private final boolean paired;
    private final long[] cells;
    private final double[] weights;
    private final double[] squares;
    private final int[] rare;
    /** Class index by cell: of the prediction (the champion's where there are two), the candidate's prediction, the target. */
    private final int[][] indices = new int[3][];
    private final boolean[] candidateMet;
    private final boolean[] championMet;

    /**
     * Lists the cells.
     *
     * @param paired whether a cell has two predictions
     */
    ConfusionCells(CellCounts counts, int classes, boolean paired) {
        this.classes = classes;
        this.paired = paired;
        long[] possible = possible(rarest(counts));
        this.cells = LongStream.concat(Arrays.stream(counts.cells()), Arrays.stream(possible)).sorted().distinct().toArray();
        this.weights = Arrays.stream(cells).mapToDouble(counts::weight).toArray();
        this.squares = Arrays.stream(cells).mapToDouble(counts::square).toArray();
        this.rare = Arrays.stream(possible).mapToInt(cell -> Arrays.binarySearch(cells, cell)).toArray();
        for (int i = 0; i < indices.length; i++) {
            int fromLast = i;
            indices[i] = Arrays.stream(cells).mapToInt(cell -> CellCounts.index(cell, fromLast)).toArray();
        }
        this.candidateMet = met(counts, target(), paired ? 1 : 0);
        this.championMet = met(counts, target(), 0);
    }

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
        return ClassTotals.of(candidateMet, indices[target()], indices[paired ? 1 : 0], cellWeights);
    }

    /** The totals of the champion for these weights of the cells. */
    ClassTotals champion(double[] cellWeights) {
        return ClassTotals.of(championMet, indices[target()], indices[0], cellWeights);
    }

    private int target() {
        return paired ? 2 : 1;
    }

    private boolean[] met(CellCounts counts, int target, int prediction) {
        boolean[] met = new boolean[classes];
        for (long cell : counts.cells()) {
            met[CellCounts.index(cell, target)] = true;
            met[CellCounts.index(cell, prediction)] = true;
        }
        return met;
    }

    private int[] rarest(CellCounts counts) {
        double[] size = new double[classes];
        for (long cell : counts.cells()) {
            size[CellCounts.index(cell, target())] += counts.weight(cell);
        }
        return IntStream.range(0, classes)
                .boxed()
                .sorted((a, b) -> Double.compare(size[a], size[b]))
                .limit(RAREST)
                .mapToInt(Integer::intValue)
                .toArray();
    }

    /** Cells among the rarest classes; of two predictions at least one is right, since else both models do as badly. */
    private long[] possible(int[] rarest) {
        List<Long> possible = new ArrayList<>();
        for (int actual : rarest) {
            for (int predicted : rarest) {
                if (paired) {
                    possible.add(CellCounts.cell(actual, predicted, actual));
                    possible.add(CellCounts.cell(actual, actual, predicted));
                } else {
                    possible.add(CellCounts.cell(actual, predicted));
                }
            }
        }
        return possible.stream().mapToLong(Long::longValue).distinct().toArray();
    }
}
