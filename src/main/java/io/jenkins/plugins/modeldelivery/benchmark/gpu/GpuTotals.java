package io.jenkins.plugins.modeldelivery.benchmark.gpu;

import io.jenkins.plugins.modeldelivery.statistics.Estimate;
import java.util.List;
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
    public double power() {
        return sum(boards(), GpuUse::power);
    }

    /** Joules of all boards together; the ends of their intervals are added up, which errs to the wide side. */
    public Estimate energy() {
        return new Estimate(
                energy(Estimate::value),
                energy(Estimate::low),
                energy(Estimate::high),
                energy(Estimate::lowerBound),
                energy(Estimate::upperBound),
                uses.isEmpty() ? "none" : uses.get(0).energy().method(),
                boards().stream().mapToLong(board -> board.energy().count()).sum());
    }

    /** Mean share of time with a kernel running over all boards; under MIG it is not known. */
    public double utilization() {
        return sum(boards(), GpuUse::utilization) / boards().size();
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

    private double energy(ToDoubleFunction<Estimate> part) {
        return sum(boards(), use -> part.applyAsDouble(use.energy()));
    }
}
