package io.jenkins.plugins.modeldelivery.evaluation.sort;

/** Sorted records that lie in one place and can be read from the start any number of times. */
interface Run {
    Reader reader(int width);

    /** Reads a run block by block. */
    interface Reader extends AutoCloseable {
        /** The current block, whole records one behind the other. */
        long[] block();

        /** Longs in use in the next block, which becomes the current one; 0 at the end. */
        int nextBlock();

        @Override
        default void close() {}
    }
}
