package io.jenkins.plugins.modeldelivery.benchmark.gpu;

import io.jenkins.plugins.modeldelivery.statistics.Estimate;
import io.jenkins.plugins.modeldelivery.statistics.StudentInterval;
import java.util.ArrayList;
import java.util.List;

/**
 * The energy that one board used during a load point, in joules.
 *
 * <p>A counter is read where it moves: an exporter shows the same count until it looks again, every 30 seconds by
 * default, so only the moments at which the count moved are known. What lies between the first and the last of these
 * gives the mean power, and that gives the energy of the whole time. Without a counter, power is integrated by
 * trapezoids, which is an estimate.
 *
 * <p>The interval is Student's over up to ten parts of equal time, so it says how steady the draw was.
 */
final class EnergyMeter {
    static final String COUNTER = "counter";
    static final String INTEGRATED = "integrated power";
    /** Neighbouring readings that lie further apart say nothing about the time between them. */
    private static final double LONGEST_GAP_SECONDS = 60;
    private static final int PARTS = 10;

    /** Joules used since the first known moment, at a moment. */
    private record Mark(double time, double joules) {}

    private final List<GpuSample> samples;
    private final double seconds;
    private final String method;
    private final List<Mark> marks;

    /**
     * Looks at one board's samples, in the order of time.
     *
     * @param seconds that the load point took
     */
    EnergyMeter(List<GpuSample> samples, double seconds) {
        this.samples = samples;
        this.seconds = seconds;
        boolean counts = samples.stream().anyMatch(sample -> sample.values().containsKey(GpuField.ENERGY));
        this.method = counts ? COUNTER : INTEGRATED;
        this.marks = counts ? counted() : integrated();
    }

    /** {@link #COUNTER} or {@link #INTEGRATED}. */
    String method() {
        return method;
    }

    /** Joules; NaN where the board tells neither, its counter was reset, or it moved less than twice. */
    Estimate energy(double confidence) {
        if (marks.size() < 2 || marks.get(marks.size() - 1).time() <= marks.get(0).time()) {
            return Estimate.exact(Double.NaN, marks.size());
        }
        Mark first = marks.get(0);
        Mark last = marks.get(marks.size() - 1);
        double power = (last.joules() - first.joules()) / (last.time() - first.time());
        List<Double> parts = parts(first, last);
        if (parts.size() < 3) {
            return Estimate.exact(power * seconds, marks.size());
        }
        double variance = parts.stream().mapToDouble(part -> (part - power) * (part - power)).sum() / (parts.size() - 1);
        return StudentInterval.estimate(
                power * seconds,
                seconds * Math.sqrt(variance / parts.size()),
                parts.size() - 1.0,
                confidence,
                "t over parts of equal time",
                marks.size());
    }

    private List<Mark> counted() {
        List<Mark> moves = new ArrayList<>();
        double before = Double.NaN;
        for (GpuSample sample : samples) {
            double count = sample.get(GpuField.ENERGY);
            if (count < before) {
                return List.of();
            }
            if (count > before) {
                moves.add(new Mark(sample.time(), count));
            }
            before = Double.isNaN(count) ? before : count;
        }
        return moves;
    }

    private List<Mark> integrated() {
        List<GpuSample> known =
                samples.stream().filter(sample -> sample.values().containsKey(GpuField.POWER)).toList();
        List<Mark> marks = new ArrayList<>();
        double joules = 0;
        double lost = 0;
        for (int i = 0; i < known.size(); i++) {
            if (i > 0) {
                double seconds = known.get(i).time() - known.get(i - 1).time();
                // A clock that was set, as for daylight saving, must not turn into energy.
                boolean gap = seconds < 0 || seconds > LONGEST_GAP_SECONDS;
                lost += gap ? seconds : 0;
                joules += gap
                        ? 0
                        : seconds * (known.get(i).get(GpuField.POWER) + known.get(i - 1).get(GpuField.POWER)) / 2;
            }
            marks.add(new Mark(known.get(i).time() - lost, joules));
        }
        return marks;
    }

    /** Mean power of parts that last a tenth of the time at least, and end where a mark is. */
    private List<Double> parts(Mark first, Mark last) {
        List<Double> parts = new ArrayList<>();
        double length = (last.time() - first.time()) / PARTS;
        Mark from = first;
        for (Mark mark : marks) {
            if (mark.time() - from.time() >= length * (1 - 1e-9)) {
                parts.add((mark.joules() - from.joules()) / (mark.time() - from.time()));
                from = mark;
            }
        }
        return parts;
    }
}
