package io.jenkins.plugins.modeldelivery.benchmark.scenario;

import io.jenkins.plugins.modeldelivery.benchmark.load.Bursts;
import io.jenkins.plugins.modeldelivery.benchmark.load.ConstantRate;
import io.jenkins.plugins.modeldelivery.benchmark.load.PoissonArrivals;
import io.jenkins.plugins.modeldelivery.benchmark.load.RampRate;
import io.jenkins.plugins.modeldelivery.benchmark.load.Schedule;
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
 * @param seconds measured time of each point
 */
public record LoadPlan(
        Scenario scenario, List<Double> rates, List<Double> concurrency, int burst, double seconds, long seed) {
    /** An open point may open this many connections when nothing else is asked for. */
    private static final int OPEN_CONNECTIONS = 256;

    public List<PointPlan> points() {
        return switch (scenario) {
            case SINGLE_STREAM -> List.of(closed(1));
            case CLOSED -> concurrency.isEmpty()
                    ? List.of(closed(1))
                    : concurrency.stream().map(count -> closed(count.intValue())).toList();
            case RAMP -> List.of(ramp());
            case SERVER, CONSTANT, BURST -> rates.stream().map(this::open).toList();
        };
    }

    private PointPlan closed(int connections) {
        return new PointPlan("concurrency " + connections, Double.NaN, connections, null, seconds);
    }

    private PointPlan open(double rate) {
        Supplier<Schedule> schedule =
                switch (scenario) {
                    case SERVER -> () -> new PoissonArrivals(rate, seed);
                    case BURST -> () -> new Bursts(burst, Math.round(burst / rate * 1e9));
                    default -> () -> new ConstantRate(rate);
                };
        return new PointPlan(shown(rate) + "/s", rate, cap(), schedule, seconds);
    }

    private PointPlan ramp() {
        double from = rates.get(0);
        double to = rates.get(rates.size() - 1);
        String label = shown(from) + ".." + shown(to) + "/s";
        return new PointPlan(label, (from + to) / 2, cap(), () -> new RampRate(from, to, seconds), seconds);
    }

    private int cap() {
        return concurrency.isEmpty() ? OPEN_CONNECTIONS : concurrency.get(0).intValue();
    }

    private static String shown(double rate) {
        return new BigDecimal(rate).setScale(6, RoundingMode.HALF_EVEN).stripTrailingZeros().toPlainString();
    }
}
