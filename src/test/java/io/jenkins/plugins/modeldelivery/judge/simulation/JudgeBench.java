package io.jenkins.plugins.modeldelivery.judge.simulation;

import io.jenkins.plugins.modeldelivery.operation.Verdict;
import io.jenkins.plugins.modeldelivery.statistics.Estimate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/** Prints how the judge fares beside static rules and Kayenta's judge, and how long it takes. */
public final class JudgeBench {
    private static final int RUNS = 1_000;
    private static final int MORE = 10;

    private JudgeBench() {}

    public static void main(String[] arguments) {
        int runs = arguments.length > 0 ? Integer.parseInt(arguments[0]) : RUNS;
        Simulation simulation = new Simulation(runs, Bars.SEED);
        Map<String, Supplier<Rule>> rules = new LinkedHashMap<>();
        rules.put("judge", () -> new JudgeRule(Bars.ERRORS));
        rules.put("99 %, 4 fails (Argo)", () -> new SuccessRateRule(0.99, 4));
        rules.put("99 %, 10 fails (Flagger)", () -> new SuccessRateRule(0.99, 10));
        rules.put("Kayenta every 5 min", () -> new KayentaRule(false));
        rules.put("Kayenta, fixed", () -> new KayentaRule(true));
        System.out.println("Share rolled back [95 % interval], median minute");
        row("scenario", List.copyOf(rules.keySet()));
        for (Scenario scenario : Bars.innocent()) {
            outcomes(simulation, scenario, rules);
        }
        for (double factor : new double[] {2, 3, 6, 20}) {
            outcomes(simulation, Bars.regression(factor), rules);
        }
        System.out.println("The judge alone, ten times as many runs");
        Simulation many = new Simulation(MORE * runs, Bars.SEED);
        for (Scenario scenario : Bars.innocent()) {
            if (scenario.stablePods() == 1) {
                row(scenario.name(), List.of(shown(many.run(scenario, "judge", () -> new JudgeRule(Bars.ERRORS)))));
            }
        }
        System.out.println("Power under calibration");
        for (Scenario scenario : Bars.calibrated()) {
            for (double factor : new double[] {2, 3, 6, 20}) {
                Outcome outcome = simulation.run(scenario.withErrorFactor(factor), "judge", () -> new JudgeRule(Bars.ERRORS));
                row(scenario.name() + ", errors x" + factor, List.of(shown(outcome)));
            }
        }
        AtomicLong seed = new AtomicLong(Bars.SEED);
        row("9 equal pods, the canary alone in bursts", List.of(shown(simulation.run(Bars.calibrated().get(0), "judge", () ->
                new BurstingCanary(new JudgeRule(Bars.ERRORS), seed.addAndGet(7919))))));
        System.out.println("latency p99 not worse, 600 requests a minute in each arm");
        for (double bound : new double[] {0.9, 1, 1.1}) {
            for (double factor : new double[] {1, 1.2}) {
                Outcome outcome =
                        simulation.run(Bars.latency(bound, factor), "judge", () -> new JudgeRule(Bars.LATENCY));
                row(outcome.scenario(), List.of(shown(outcome), percent(outcome.shareWithin(15)) + " in 15 minutes"));
            }
        }
        System.out.println("Proven no worse, and called worse, at the border of each form of check");
        for (BorderTraffic form : BorderTraffic.everyForm()) {
            row(form.name(), List.of(
                    percent(CheckFormsTest.condemned(form, runs, Verdict.PASS).share()),
                    percent(CheckFormsTest.condemned(form, runs, Verdict.FAIL).share())));
        }
        times("processor", new JudgeSpeed(JudgeSpeed.PROCESSOR));
        times("wall", new JudgeSpeed(JudgeSpeed.WALL));
    }

    private static void times(String clock, JudgeSpeed speed) {
        System.out.printf(
                "%s time: an hour's canary simulated: %.2f ms without pods, %.2f ms with nine pods and an hour before%n",
                clock, speed.hour(Bars.innocent().get(0)), speed.hour(Bars.innocent().get(5)));
        System.out.printf(
                "%s time: 1,000 checks judged: %.1f ms on errors, %.1f ms of every form%n",
                clock, speed.thousandChecksOnErrors(), speed.thousandChecksOfEveryForm());
    }

    private static void outcomes(Simulation simulation, Scenario scenario, Map<String, Supplier<Rule>> rules) {
        List<String> cells = new ArrayList<>();
        rules.forEach((name, rule) -> cells.add(shown(simulation.run(scenario, name, rule))));
        row(scenario.name(), cells);
    }

    private static void row(String name, List<String> cells) {
        StringBuilder line = new StringBuilder(String.format("%-42s", name));
        cells.forEach(cell -> line.append(String.format("| %-27s", cell)));
        System.out.println(line);
    }

    private static String shown(Outcome outcome) {
        String minute = Double.isNaN(outcome.medianMinute()) ? "-" : String.format("%.0f", outcome.medianMinute());
        return percent(outcome.share()) + ", " + minute;
    }

    private static String percent(Estimate share) {
        return String.format("%.1f%% [%.1f, %.1f]", 100 * share.value(), 100 * share.low(), 100 * share.high());
    }
}
