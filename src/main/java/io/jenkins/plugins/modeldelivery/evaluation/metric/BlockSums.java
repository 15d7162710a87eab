package io.jenkins.plugins.modeldelivery.evaluation.metric;

import io.jenkins.plugins.modeldelivery.statistics.BlockBootstrap;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** Sums over rows, kept apart for each of 1,024 blocks to which rows fall at random: what the bootstrap of sums needs. */
final class BlockSums {
    private static final int BLOCKS = 1024;

    private final double[][] sums;
    private final long[] rows = new long[BLOCKS];

    /**
     * Starts at zero.
     *
     * @param terms how many sums
     */
    BlockSums(int terms) {
        sums = new double[BLOCKS][terms];
    }

    /**
     * The sums to which a row adds its terms; the row is counted.
     *
     * @param spread the row's own random bits
     */
    double[] row(long spread) {
        int block = (int) (spread >>> 32) & BLOCKS - 1;
        rows[block]++;
        return sums[block];
    }

    void merge(BlockSums other) {
        for (int block = 0; block < BLOCKS; block++) {
            rows[block] += other.rows[block];
            for (int i = 0; i < sums[block].length; i++) {
                sums[block][i] += other.sums[block][i];
            }
        }
    }

    void each(Consumer<double[]> change) {
        Arrays.stream(sums).forEach(change);
    }

    long rows() {
        long all = 0;
        for (long count : rows) {
            all += count;
        }
        return all;
    }

    BlockBootstrap bootstrap(Precision precision) {
        double[][] used = IntStream.range(0, BLOCKS)
                .filter(block -> rows[block] > 0)
                .mapToObj(block -> sums[block])
                .toArray(double[][]::new);
        return new BlockBootstrap(used, rows(), precision.seed(), precision.replicates());
    }
}
