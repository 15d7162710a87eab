package io.jenkins.plugins.modeldelivery.judge.replay;

import io.jenkins.plugins.modeldelivery.judge.JudgePlan;
import io.jenkins.plugins.modeldelivery.operation.Arguments;
import io.jenkins.plugins.modeldelivery.operation.InvalidInputException;
import io.jenkins.plugins.modeldelivery.operation.Parameters;
import java.util.List;
import java.util.Map;

/**
 * What to judge of recorded series.
 *
 * @param method how it is judged
 * @param plan null when Kayenta's config says what is judged
 * @param kayentaConfig path of Kayenta's canary config; the empty string for none
 * @param skipped how many of each pod's first intervals are left out
 * @param canaryShare share of the traffic that the canary was meant to get; NaN when unknown
 */
record ReplayRequest(
        String name,
        String stable,
        String canary,
        Method method,
        JudgePlan plan,
        String kayentaConfig,
        int skipped,
        double canaryShare) {
    static final Parameters PARAMETERS = Parameters.named("judge")
            .required("stable", "CSV file of the stable version")
            .required("canary", "CSV file of the canary")
            .texts("checks", "check", "checks, as in 'errors not worse'")
            .choice("judge", "sequential", List.of("sequential", "kayenta", "kayenta-fixed"))
            .text("kayentaConfig", "", "file of Kayenta's canary config, JSON")
            .number("alpha", "0.05", "chance of a false alarm over all checks and looks")
            .integer("minRequests", "0", "canary requests before 'not worse' can pass")
            .integer("skipIntervals", "0", "first intervals of each pod that are left out")
            .text("weight", "", "percent of the traffic that the canary was meant to get")
            .build();

    private static final double PERCENT = 100;
    private static final int MOST_SKIPPED = 1000;

    /** How a canary is judged. */
    enum Method {
        SEQUENTIAL,
        KAYENTA,
        KAYENTA_FIXED
    }

    /**
     * Reads and validates arguments.
     *
     * @throws InvalidInputException naming the field, the value, the cause and the cure
     */
    static ReplayRequest of(Map<String, ?> values) {
        Arguments arguments = PARAMETERS.bind(values);
        Method method = arguments.choice("judge", Method.class);
        List<String> checks = arguments.texts("checks");
        String kayentaConfig = arguments.text("kayentaConfig");
        if (method == Method.SEQUENTIAL && !kayentaConfig.isEmpty()) {
            throw arguments.refused(
                    "kayentaConfig", kayentaConfig, "is only read by Kayenta's judge", "set judge to kayenta or kayenta-fixed");
        }
        if (method != Method.SEQUENTIAL && kayentaConfig.isEmpty()) {
            throw arguments.refused(
                    "kayentaConfig", "", "is missing", "name the canary config for judge '" + arguments.text("judge") + "'");
        }
        if (method != Method.SEQUENTIAL && !checks.isEmpty()) {
            throw arguments.refused(
                    "checks", checks, "are not read by Kayenta's judge", "put metrics into kayentaConfig, or set judge to sequential");
        }
        JudgePlan plan = method == Method.SEQUENTIAL
                ? JudgePlan.of(checks, arguments.number("alpha"), arguments.integer("minRequests"))
                : null;
        return new ReplayRequest(
                arguments.useName(),
                arguments.text("stable"),
                arguments.text("canary"),
                method,
                plan,
                kayentaConfig,
                skipped(arguments),
                share(arguments));
    }

    private static int skipped(Arguments arguments) {
        long skipped = arguments.integer("skipIntervals");
        if (skipped < 0 || skipped > MOST_SKIPPED) {
            throw arguments.refused("skipIntervals", skipped, "is out of range", "write 0 to " + MOST_SKIPPED);
        }
        return (int) skipped;
    }

    private static double share(Arguments arguments) {
        if (!arguments.isGiven("weight")) {
            return Double.NaN;
        }
        double weight = arguments.number("weight");
        if (!(weight > 0 && weight < PERCENT)) {
            throw arguments.refused(
                    "weight", arguments.text("weight"), "is not a percentage between 0 and 100", "write it as in 10");
        }
        return weight / PERCENT;
    }
}
