package io.jenkins.plugins.modeldelivery.benchmark.scenario;

import io.jenkins.plugins.modeldelivery.benchmark.load.Bursts;
import io.jenkins.plugins.modeldelivery.benchmark.load.ConstantRate;
import io.jenkins.plugins.modeldelivery.benchmark.load.PoissonArrivals;
import io.jenkins.plugins.modeldelivery.benchmark.load.RampRate;
import io.jenkins.plugins.modeldelivery.benchmark.load.RecordedTimes;
import io.jenkins.plugins.modeldelivery.benchmark.load.Schedule;
import io.jenkins.plugins.modeldelivery.benchmark.load.WholePasses;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.function.Supplier;

/**
 * Lays out the load points of a scenario in the order in which they run.
 *
 * @param rates requests a second; empty for scenarios without rates
 * @param concurrency connections; empty for the default
 * @param burst requests of one burst
 * @param seconds measured time of each point; a trace takes its own
 * @param trace nanoseconds of each request since the first; empty for other scenarios
 * @param passSize requests of one pass of {@code offline}
 */
public record LoadPlan(
        Scenario scenario,
        List<Double> rates,
        List<Double> concurrency,
        int burst,
        double seconds,
        long seed,
        long[] trace,
        int passSize) {
    /** An open point may open this many connections when nothing else is asked for. */
    public static final int OPEN_CONNECTIONS = 256;

    public List<PointPlan> points() {
        return switch (scenario) {
            case SINGLE_STREAM -> List.of(closed(1));
            case CLOSED -> concurrency.isEmpty()
                    ? List.of(closed(1))
                    : concurrency.stream().map(count -> closed(count.intValue())).toList();
            case RAMP -> List.of(ramp());
            case OFFLINE -> List.of(new PointPlan(
                    "offline", Double.NaN, cap(), () -> new WholePasses(passSize, Math.round(seconds * 1e9)), false, seconds));
            case TRACE -> List.of(recorded());
            case SERVER, CONSTANT, BURST, SEARCH -> rates.stream().map(this::open).toList();
        };
    }

    private PointPlan closed(int connections) {
        return new PointPlan("concurrency " + connections, Double.NaN, connections, null, false, seconds);
    }

    private PointPlan open(double rate) {
        Supplier<Schedule> schedule =
                switch (scenario) {
                    case SERVER, SEARCH -> () -> new PoissonArrivals(rate, seed);
                    case BURST -> () -> new Bursts(burst, Math.round(burst / rate * 1e9));
                    default -> () -> new ConstantRate(rate);
                };
        return new PointPlan(shown(rate) + "/s", rate, cap(), schedule, true, seconds);
    }

    private PointPlan ramp() {
        double from = rates.get(0);
        double to = rates.get(rates.size() - 1);
        String label = shown(from) + ".." + shown(to) + "/s";
        return new PointPlan(label, (from + to) / 2, cap(), () -> new RampRate(from, to, seconds), true, seconds);
    }

    /** Its last request must still be sent, so it ends a moment later. */
    private PointPlan recorded() {
        double whole = (trace[trace.length - 1] + 1) / 1e9;
        return new PointPlan("trace", Double.NaN, cap(), () -> new RecordedTimes(trace), true, whole);
    }

    private int cap() {
        return concurrency.isEmpty() ? OPEN_CONNECTIONS : concurrency.get(0).intValue();
    }

    private static String shown(double rate) {
        return new BigDecimal(rate).setScale(6, RoundingMode.HALF_EVEN).stripTrailingZeros().toPlainString();
    }
}
