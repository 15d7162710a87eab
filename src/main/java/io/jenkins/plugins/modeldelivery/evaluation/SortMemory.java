package io.jenkins.plugins.modeldelivery.evaluation;

import io.jenkins.plugins.modeldelivery.evaluation.metric.OneVersusRestMeasure;

/** Divides the memory for sorting, a fixed share of the heap, among all that an evaluation may sort at the same time. */
final class SortMemory {
    private static final double SHARE_OF_HEAP = 0.4;
    /** With a champion each ranking is there for both models, and twice more for the pair; medians need one less. */
    private static final int RANKINGS_OF_A_PAIR = 4;

    private SortMemory() {}

    static long perSorter(EvaluationRequest request) {
        boolean compared = !request.champion().isEmpty();
        int tables = compared ? 2 : request.id().isEmpty() ? 0 : 1;
        int rankings = Math.max(1, Math.min(request.scores().size(), OneVersusRestMeasure.MOST_CLASSES));
        int sorters = tables + rankings * (compared ? RANKINGS_OF_A_PAIR : 1);
        return (long) (Runtime.getRuntime().maxMemory() * SHARE_OF_HEAP) / sorters;
    }
}
