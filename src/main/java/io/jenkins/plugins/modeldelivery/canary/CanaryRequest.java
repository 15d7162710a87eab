package io.jenkins.plugins.modeldelivery.canary;

import io.jenkins.plugins.modeldelivery.gate.Gate;
import io.jenkins.plugins.modeldelivery.judge.JudgePlan;
import io.jenkins.plugins.modeldelivery.operation.Arguments;
import io.jenkins.plugins.modeldelivery.operation.Consequence;
import io.jenkins.plugins.modeldelivery.operation.Durations;
import io.jenkins.plugins.modeldelivery.operation.InvalidInputException;
import io.jenkins.plugins.modeldelivery.operation.Parameters;
import io.jenkins.plugins.modeldelivery.release.Workload;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What is released, by which rules.
 *
 * @param image reference or digest of the new version, for the ledger; the empty string when it has none
 * @param router the proxy's admin address
 * @param judging the tests behind the checks
 * @param credentialsId of the proxy's token
 */
public record CanaryRequest(
        Workload workload,
        String image,
        Strategy strategy,
        URI router,
        CanaryPlan plan,
        Judging judging,
        boolean dryRun,
        String credentialsId,
        String name,
        Consequence onFail,
        Consequence onInconclusive) {

    /** How the new version takes over. */
    public enum Strategy {
        /** By rising shares of the traffic. */
        CANARY
    }

    /** The tests behind the checks. */
    public enum Judging {
        /** Valid however often one looks. */
        SEQUENTIAL
    }

    /** The parameters of canaryDeploy, as every door offers them. */
    public static final Parameters PARAMETERS = Parameters.named("canaryDeploy")
            .required("workload", "kind/name")
            .text("image", "", "image reference")
            .choice("strategy", "canary", List.of("canary"))
            .text("traffic", "replicas", "router:name")
            .integers("steps", "5, 25, 50, 100", "%")
            .texts("checks", "check", "errors not worse", "gate")
            .choice("judge", "sequential", List.of("sequential"))
            .number("confidence", "0.95", "0.5 to below 1")
            .integer("minRequests", "100", "requests")
            .text("interval", "30s", "duration")
            .text("maxDuration", "2h", "duration")
            .choice("atEnd", "rollback", List.of("hold", "rollback", "promote"))
            .choice("onOutage", "rollback", List.of("hold", "rollback"))
            .text("outageTimeout", "10m", "duration")
            .choice("onAbort", "rollback", List.of("rollback", "hold"))
            .flag("dryRun", false)
            .credential("credentialsId")
            .build();

    /** Documented for later; a value would be passed over in silence if it were only unknown. */
    private static final Set<String> LATER = Set.of(
            "container", "manifests", "namespace", "cluster", "kubeconfig", "context", "header", "cookie", "metrics", "via",
            "judgeConfig", "concurrent", "capacity", "minStable", "warmup", "approvals", "before", "after", "freeze",
            "requireEvaluation", "overrideReason", "caCredentialsId");

    private static final String LOCAL = "local";
    private static final Set<String> COUNTED = Set.of("errors", "latency");

    /**
     * Reads the request from a step's arguments.
     *
     * @throws InvalidInputException naming the field, the value, the cause and the cure
     */
    public static CanaryRequest of(Map<String, ?> values) {
        values.keySet().stream().filter(LATER::contains).sorted().findFirst().ifPresent(name -> {
            throw new InvalidInputException(PARAMETERS.step() + ": " + name
                    + " is not supported yet; leave it out, since it means nothing for a local workload");
        });
        Arguments arguments = PARAMETERS.bind(values);
        return new CanaryRequest(
                workload(arguments),
                arguments.text("image"),
                arguments.choice("strategy", Strategy.class),
                router(arguments),
                plan(arguments),
                arguments.choice("judge", Judging.class),
                arguments.flag("dryRun"),
                credentialsId(arguments),
                arguments.useName(),
                arguments.onFail(),
                arguments.onInconclusive());
    }

    private static CanaryPlan plan(Arguments arguments) {
        double confidence = arguments.number("confidence");
        if (!(confidence >= 0.5 && confidence < 1)) {
            throw arguments.refused("confidence", confidence, "is no share from 0.5 to below 1", "write it as in 0.95");
        }
        long minRequests = arguments.integer("minRequests");
        if (minRequests < 1) {
            throw arguments.refused("minRequests", minRequests, "lets a step pass unseen", "write at least 1");
        }
        // Rounded, since 1 - 0.95 is not quite 0.05.
        double alpha = Math.round((1 - confidence) * 1e9) / 1e9;
        JudgePlan judge = JudgePlan.of(arguments.texts("checks"), alpha, minRequests);
        for (Gate check : judge.checks()) {
            if (!COUNTED.contains(check.subject().name())) {
                throw arguments.refused(
                        "checks", check.text(), "asks for what a local proxy does not count", "ask for errors or latency");
            }
        }
        return new CanaryPlan(
                steps(arguments),
                judge,
                minRequests,
                duration(arguments, "interval"),
                duration(arguments, "maxDuration"),
                arguments.choice("atEnd", CanaryPlan.AtEnd.class),
                arguments.choice("onOutage", CanaryPlan.OnOutage.class),
                duration(arguments, "outageTimeout"),
                arguments.choice("onAbort", CanaryPlan.OnAbort.class),
                false);
    }

    private static List<Integer> steps(Arguments arguments) {
        List<Integer> steps = arguments.integers("steps");
        int before = 0;
        for (int step : steps) {
            if (step <= before || step > 100) {
                throw arguments.refused("steps", steps, "do not rise from above 0 to at most 100", "write them as in [5, 25, 50, 100]");
            }
            before = step;
        }
        return steps;
    }

    private static Workload workload(Arguments arguments) {
        Workload workload = Workload.parse(arguments.text("workload"));
        if (!workload.kind().equals(LOCAL)) {
            throw arguments.refused("workload", workload, "is of a kind that is not supported yet", "write it as in local/fraud");
        }
        return workload;
    }

    private static URI router(Arguments arguments) {
        String text = arguments.text("traffic");
        if (text.startsWith(LOCAL + ":")) {
            try {
                URI admin = new URI(text.substring(LOCAL.length() + 1));
                if ("http".equals(admin.getScheme()) && admin.getHost() != null && admin.getRawUserInfo() == null) {
                    return admin;
                }
            } catch (URISyntaxException e) {
                // Refused below like every other text that is no address.
            }
        }
        throw arguments.refused(
                "traffic", text, "is not a router that is supported yet", "write the proxy's admin address as in local:http://127.0.0.1:9901");
    }

    private static String credentialsId(Arguments arguments) {
        String id = arguments.text("credentialsId");
        if (id.isEmpty()) {
            throw new InvalidInputException(
                    PARAMETERS.step() + ": credentialsId is missing; give the id of the token that the proxy was started with");
        }
        return id;
    }

    private static Duration duration(Arguments arguments, String name) {
        Duration duration = Durations.parse(PARAMETERS.step() + ": " + name, arguments.text(name));
        if (duration.isZero()) {
            throw arguments.refused(name, arguments.text(name), "is no time at all", "write it as in 30s");
        }
        return duration;
    }
}
