package io.jenkins.plugins.modeldelivery.judge.simulation;

import io.jenkins.plugins.modeldelivery.gate.Gate;
import io.jenkins.plugins.modeldelivery.judge.JudgePlan;
import io.jenkins.plugins.modeldelivery.operation.Arguments;
import io.jenkins.plugins.modeldelivery.operation.InvalidInputException;
import io.jenkins.plugins.modeldelivery.operation.Parameters;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A plan to try out: what is judged, on which traffic, with which regressions.
 *
 * @param scenarios the same traffic, once with nothing wrong and once with each regression
 */
record SimulationRequest(String name, JudgePlan plan, List<Scenario> scenarios, int runs, long seed) {
    static final Parameters PARAMETERS = Parameters.named("simulate")
            .texts("checks", "check", "checks, as in 'errors not worse'")
            .number("alpha", "0.05", "chance of a false alarm over all checks and looks")
            .integer("minRequests", "0", "canary requests before 'not worse' can pass")
            .number("requestsPerMinute", "600", "of both arms together")
            .integers("weights", "the canary's percent of traffic, step by step; default 10")
            .integer("minutes", "60", "how long the canary runs")
            .integer("historyMinutes", "0", "how long stable is watched before")
            .integer("stablePods", "1", "named pods of stable; 1 for none")
            .number("errorRate", "0.005", "share of stable's requests that fail")
            .texts("errorFactors", "errorFactor", "regressions, as multiples of the error rate; default 2, 3, 6, 20")
            .number("sharedDeviation", "0", "sd of each minute's innovation of a factor on both arms, as a logarithm")
            .number("ownDeviation", "0", "the same for each pod by itself")
            .number("persistence", "0", "correlation of these factors from one minute to the next")
            .number("podDeviation", "0", "sd of the logarithm of each pod's lasting factor")
            .number("latencyMedian", "0.1", "stable's median latency in seconds")
            .number("latencySigma", "0.5", "sd of the latency's logarithm")
            .number("latencyFactor", "1", "the canary's latency as a multiple of stable's in every regression")
            .texts("latencyBounds", "latencyBound", "bucket bounds in seconds; none for no latency")
            .texts("rates", "rate", "other shares, stable's and the canary's in every regression, as in 'accuracy=0.9:0.85'")
            .integer("runs", "1000", "simulated canaries a scenario")
            .integer("seed", "1", "of the random numbers")
            .build();

    private static final Pattern RATE =
            Pattern.compile("(?<name>[A-Za-z_]\\w*)\\s*=\\s*(?<stable>\\d*\\.?\\d+)\\s*:\\s*(?<canary>\\d*\\.?\\d+)");
    private static final double PERCENT = 100;
    private static final int MOST_RUNS = 100_000;

    /**
     * Reads and validates arguments.
     *
     * @throws InvalidInputException naming the field, the value, the cause and the cure
     */
    static SimulationRequest of(Map<String, ?> values) {
        Arguments arguments = PARAMETERS.bind(values);
        JudgePlan plan = JudgePlan.of(
                arguments.texts("checks"), arguments.number("alpha"), arguments.integer("minRequests"));
        List<Scenario.Proportion> rates = rates(arguments);
        refuseUnsimulated(plan, arguments, rates);
        long runs = arguments.integer("runs");
        if (runs < 1 || runs > MOST_RUNS) {
            throw arguments.refused("runs", runs, "is out of range", "write 1 to " + MOST_RUNS);
        }
        List<Scenario> scenarios = new ArrayList<>();
        scenarios.add(scenario(arguments, 1, 1, innocent(rates)));
        double slower = arguments.number("latencyFactor");
        for (double factor : numbers(arguments, "errorFactors", List.of("2", "3", "6", "20"))) {
            scenarios.add(scenario(arguments, factor, slower, rates));
        }
        return new SimulationRequest(
                arguments.useName(), plan, List.copyOf(scenarios), (int) runs, arguments.integer("seed"));
    }

    /** A check that has nothing to read would look as if it never gave a false alarm. */
    private static void refuseUnsimulated(JudgePlan plan, Arguments arguments, List<Scenario.Proportion> rates) {
        for (Gate check : plan.checks()) {
            String subject = check.subject().name();
            switch (subject) {
                case "errors" -> {}
                case "latency" -> {
                    if (arguments.texts("latencyBounds").isEmpty()) {
                        throw arguments.refused(
                                "checks", check.text(), "needs a histogram", "give latencyBounds, in seconds, as in 0.1, 0.25, 0.5");
                    }
                }
                case "accuracy", "disagreement", "rate" -> {
                    String name = subject.equals("rate") ? check.subject().argument() : subject;
                    if (rates.stream().noneMatch(rate -> rate.name().equals(name))) {
                        throw arguments.refused(
                                "checks", check.text(), "needs a base rate", "give rates, as in '" + name + "=0.9:0.85'");
                    }
                }
                default -> throw arguments.refused(
                        "checks", check.text(), "cannot be tried out, since only errors, latency and rates are simulated", "leave it out");
            }
        }
    }

    private static List<Scenario.Proportion> rates(Arguments arguments) {
        List<Scenario.Proportion> rates = new ArrayList<>();
        for (String text : arguments.texts("rates")) {
            Matcher matcher = RATE.matcher(text.strip());
            if (!matcher.matches()) {
                throw arguments.refused(
                        "rates", text, "is not a name and its shares", "write stable's and the canary's, as in 'accuracy=0.9:0.85'");
            }
            String name = matcher.group("name");
            if (rates.stream().anyMatch(rate -> rate.name().equals(name))) {
                throw arguments.refused("rates", text, "gives " + name + " a second time", "leave one out");
            }
            rates.add(new Scenario.Proportion(
                    name, Double.parseDouble(matcher.group("stable")), Double.parseDouble(matcher.group("canary"))));
        }
        return rates;
    }

    /** The same shares where nothing is wrong. */
    private static List<Scenario.Proportion> innocent(List<Scenario.Proportion> rates) {
        return rates.stream()
                .map(rate -> new Scenario.Proportion(rate.name(), rate.stable(), rate.stable()))
                .toList();
    }

    private static Scenario scenario(
            Arguments arguments, double errorFactor, double latencyFactor, List<Scenario.Proportion> rates) {
        double persistence = arguments.number("persistence");
        if (!(persistence >= 0 && persistence < 1)) {
            throw arguments.refused("persistence", persistence, "is out of range", "write 0 up to but not 1");
        }
        List<Integer> weights = arguments.integers("weights");
        List<Double> bounds = numbers(arguments, "latencyBounds", List.of());
        return new Scenario(
                label(errorFactor, latencyFactor, rates),
                arguments.number("requestsPerMinute"),
                (weights.isEmpty() ? List.of(10) : weights).stream().map(weight -> weight / PERCENT).toList(),
                Math.toIntExact(Math.min(Integer.MAX_VALUE, Math.max(-1, arguments.integer("minutes")))),
                Math.toIntExact(Math.min(Integer.MAX_VALUE, Math.max(-1, arguments.integer("historyMinutes")))),
                Math.toIntExact(Math.min(Integer.MAX_VALUE, Math.max(-1, arguments.integer("stablePods")))),
                arguments.number("errorRate"),
                errorFactor,
                new Disturbance(arguments.number("sharedDeviation"), persistence),
                new Disturbance(arguments.number("ownDeviation"), persistence),
                arguments.number("podDeviation"),
                bounds.isEmpty()
                        ? null
                        : new Scenario.Latency(
                                arguments.number("latencyMedian"), arguments.number("latencySigma"), latencyFactor, bounds),
                rates);
    }

    /** What differs between the arms; that of errors always, unless nothing does. */
    private static String label(double errorFactor, double latencyFactor, List<Scenario.Proportion> rates) {
        List<String> parts = new ArrayList<>();
        parts.add(Messages.Scenario_errors(shown(errorFactor)));
        if (latencyFactor != 1) {
            parts.add(Messages.Scenario_latency(shown(latencyFactor)));
        }
        rates.stream()
                .filter(rate -> rate.stable() != rate.canary())
                .forEach(rate -> parts.add(Messages.Scenario_rate(
                        rate.name(), Double.toString(rate.stable()), Double.toString(rate.canary()))));
        return parts.size() == 1 && errorFactor == 1 ? Messages.Scenario_same() : String.join(", ", parts);
    }

    private static String shown(double factor) {
        return factor == Math.rint(factor) ? Long.toString((long) factor) : Double.toString(factor);
    }

    private static List<Double> numbers(Arguments arguments, String field, List<String> usual) {
        List<Double> numbers = new ArrayList<>();
        for (String text : arguments.isGiven(field) ? arguments.texts(field) : usual) {
            for (String part : text.split(",")) {
                try {
                    numbers.add(Double.valueOf(part.strip()));
                } catch (NumberFormatException e) {
                    throw arguments.refused(field, part.strip(), "is not a number", "write it with a dot, as in 1.5");
                }
            }
        }
        return numbers;
    }
}
