package io.jenkins.plugins.modeldelivery.evaluation.rows;

/** Takes rows one after the other, each valid only during the call. */
@FunctionalInterface
public interface RowVisitor {
    /**
     * Takes a row.
     *
     * @throws InterruptedException if the work was cancelled
     */
    void visit(Observation row) throws InterruptedException;

    /** Takes the same row of two models. */
    @FunctionalInterface
    interface Pair {
        void visit(Observation candidate, Observation champion) throws InterruptedException;
    }
}
