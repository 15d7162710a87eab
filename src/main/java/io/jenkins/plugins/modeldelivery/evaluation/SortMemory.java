package io.jenkins.plugins.modeldelivery.evaluation;

/** Divides the memory for sorting, a fixed share of the heap, among all that an evaluation may sort at the same time. */
final class SortMemory {
    private static final double SHARE_OF_HEAP = 0.4;
    /** With a champion: both tables by id, both rankings or medians, and the two orders of the paired ranking. */
    private static final int SORTERS_WITH_CHAMPION = 6;

    private SortMemory() {}

    static long perSorter(EvaluationRequest request) {
        int sorters = request.champion().isEmpty() ? (request.id().isEmpty() ? 1 : 2) : SORTERS_WITH_CHAMPION;
        return (long) (Runtime.getRuntime().maxMemory() * SHARE_OF_HEAP) / sorters;
    }
}
