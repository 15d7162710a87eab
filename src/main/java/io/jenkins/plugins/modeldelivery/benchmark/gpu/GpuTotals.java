package io.jenkins.plugins.modeldelivery.benchmark.gpu;

import io.jenkins.plugins.modeldelivery.statistics.Estimate;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/**
 * All GPUs of a load point together. What one of them does not tell is unknown of all: a sum without it would be too
 * small.
 */
public record GpuTotals(List<GpuUse> uses) {
    public GpuTotals {
        uses = List.copyOf(uses);
    }

    /** Whether any GPU was seen. */
    public boolean isEmpty() {
        return uses.isEmpty();
    }

    /** Mean watts of all boards together. */
    public Estimate power() {
        return overBoards(GpuUse::power, 1);
    }

    /** Joules of all boards together. */
    public Estimate energy() {
        return overBoards(GpuUse::energy, 1);
    }

    /** Mean share of time with a kernel running over all boards; under MIG it is not known. */
    public Estimate utilization() {
        return overBoards(GpuUse::utilization, boards().size());
    }

    /** Sums over the boards, divided; the ends of the intervals are added up, which errs to the wide side. */
    private Estimate overBoards(Function<GpuUse, Estimate> field, int divisor) {
        ToDoubleFunction<ToDoubleFunction<Estimate>> sum =
                part -> sum(boards(), use -> part.applyAsDouble(field.apply(use))) / divisor;
        return new Estimate(
                sum.applyAsDouble(Estimate::value),
                sum.applyAsDouble(Estimate::low),
                sum.applyAsDouble(Estimate::high),
                sum.applyAsDouble(Estimate::lowerBound),
                sum.applyAsDouble(Estimate::upperBound),
                uses.isEmpty() ? "none" : field.apply(uses.get(0)).method(),
                boards().stream().mapToLong(board -> field.apply(board).count()).sum());
    }

    /** Highest bytes of all, those of a divided board by its instances. */
    public double memoryUsed() {
        return sum(uses.stream().filter(use -> !use.isBoard() || !isDivided(use)).toList(), GpuUse::memoryUsed);
    }

    private boolean isDivided(GpuUse board) {
        return uses.stream().anyMatch(use -> !use.isBoard() && use.device().equals(board.device()));
    }

    /** Without any GPU nothing is known, which is not zero. */
    private static double sum(List<GpuUse> uses, ToDoubleFunction<GpuUse> field) {
        return uses.isEmpty() ? Double.NaN : uses.stream().mapToDouble(field).sum();
    }

    private List<GpuUse> boards() {
        return uses.stream().filter(GpuUse::isBoard).toList();
    }
}
