package io.jenkins.plugins.modeldelivery.evaluation.metric;

import io.jenkins.plugins.modeldelivery.statistics.BlockBootstrap;

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

    long rows() {
        long all = 0;
        for (long count : rows) {
            all += count;
        }
        return all;
    }

    BlockBootstrap bootstrap(Precision precision) {
        int used = 0;
        for (long count : rows) {
            used += count > 0 ? 1 : 0;
        }
        return new BlockBootstrap(sums, used, rows(), precision.seed(), precision.replicates());
    }
}
