package io.jenkins.plugins.modeldelivery.rollback;

import io.jenkins.plugins.modeldelivery.gate.AlertRule;
import io.jenkins.plugins.modeldelivery.gate.Direction;
import io.jenkins.plugins.modeldelivery.gate.GateParser;
import io.jenkins.plugins.modeldelivery.gate.SubjectCatalog;
import io.jenkins.plugins.modeldelivery.gate.SubjectType;
import io.jenkins.plugins.modeldelivery.gate.Unit;
import io.jenkins.plugins.modeldelivery.operation.Arguments;
import io.jenkins.plugins.modeldelivery.operation.Consequence;
import io.jenkins.plugins.modeldelivery.operation.Durations;
import io.jenkins.plugins.modeldelivery.operation.InvalidInputException;
import io.jenkins.plugins.modeldelivery.operation.Parameters;
import io.jenkins.plugins.modeldelivery.prometheus.LabelMatcher;
import io.jenkins.plugins.modeldelivery.release.Workload;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What is watched, by which sources, and what follows.
 *
 * @param router the proxy's admin address
 * @param alerts conditions on labels, all of which an alert must fulfil
 * @param alertmanager null for none
 * @param metrics a Prometheus; null for none
 * @param clearFor an alert that fires again sooner than this after it ended has only flapped
 * @param allowed whether the former release may be brought back, or only the reason given
 * @param force whether a release that was withdrawn once may be brought back
 */
public record RollbackRequest(
        Workload workload,
        URI router,
        String trafficCredentialsId,
        List<LabelMatcher> alerts,
        URI alertmanager,
        URI metrics,
        List<AlertRule> rules,
        String credentialsId,
        String caCredentialsId,
        Duration watch,
        Duration interval,
        Duration clearFor,
        boolean allowed,
        boolean force,
        boolean dryRun,
        OnAbort onAbort,
        String name,
        Consequence onFail,
        Consequence onInconclusive) {

    /** What the watch does when the build is aborted or gone. */
    public enum OnAbort {
        STOP,
        DETACH
    }

    /** Whether a roll-back may happen. */
    private enum Permission {
        ALLOWED,
        FORBIDDEN
    }

    /** The share of requests that failed, as the proxy counts them. */
    static final String ERROR_RATE = "error_rate";
    /** What a PromQL expression gives. */
    static final String PROMQL = "promql";

    private static final SubjectCatalog SUBJECTS = new SubjectCatalog(List.of(
            SubjectType.plain(ERROR_RATE, Unit.RATIO, Direction.LOWER_IS_BETTER),
            SubjectType.withArgument(PROMQL, Unit.NONE, null)));

    /** The parameters of rollbackOnAlert, as every door offers them. */
    public static final Parameters PARAMETERS = Parameters.named("rollbackOnAlert")
            .required("workload", "kind/name")
            .text("traffic", "", "router:name")
            .credential("trafficCredentialsId")
            .texts("alerts", "alert", "label matcher")
            .text("alertmanager", "", "URL")
            .text("metrics", "", "URL")
            .texts("rules", "rule", "alert rule")
            .text("watch", "1h", "duration")
            .text("interval", "30s", "duration")
            .text("clearFor", "5m", "duration")
            .choice("rollback", "allowed", List.of("allowed", "forbidden"))
            .flag("force", false)
            .flag("dryRun", false)
            .choice("onAbort", "stop", List.of("stop", "detach"))
            .credential("credentialsId")
            .credential("caCredentialsId")
            .build();

    /** Documented for later; a value would be passed over in silence if it were only unknown. */
    private static final Set<String> LATER = Set.of(
            "namespace", "cluster", "kubeconfig", "context", "via", "detach", "retrain", "retrainParameters", "retrainBudget",
            "retrainCooldown");

    private static final String LOCAL = "local";

    public RollbackRequest {
        alerts = List.copyOf(alerts);
        rules = List.copyOf(rules);
    }

    /**
     * Reads the request from a step's arguments.
     *
     * @throws InvalidInputException naming the field, the value, the cause and the cure
     */
    public static RollbackRequest of(Map<String, ?> values) {
        values.keySet().stream().filter(LATER::contains).sorted().findFirst().ifPresent(name -> {
            throw new InvalidInputException(PARAMETERS.step() + ": " + name + " is not supported yet; leave it out");
        });
        Arguments arguments = PARAMETERS.bind(values);
        RollbackRequest request = new RollbackRequest(
                workload(arguments),
                router(arguments),
                arguments.text("trafficCredentialsId"),
                arguments.texts("alerts").stream().map(text -> LabelMatcher.parse(PARAMETERS.step() + ": alerts", text)).toList(),
                server(arguments, "alertmanager"),
                server(arguments, "metrics"),
                arguments.texts("rules").stream().map(RollbackRequest::rule).toList(),
                arguments.text("credentialsId"),
                arguments.text("caCredentialsId"),
                duration(arguments, "watch"),
                duration(arguments, "interval"),
                Durations.parse(PARAMETERS.step() + ": clearFor", arguments.text("clearFor")),
                arguments.choice("rollback", Permission.class) == Permission.ALLOWED,
                arguments.flag("force"),
                arguments.flag("dryRun"),
                arguments.choice("onAbort", OnAbort.class),
                arguments.useName(),
                arguments.onFail(),
                arguments.onInconclusive());
        request.check(arguments);
        return request;
    }

    /** What only fits together or not at all. */
    private void check(Arguments arguments) {
        if (alerts.isEmpty() && rules.isEmpty()) {
            throw new InvalidInputException(PARAMETERS.step()
                    + ": neither alerts nor rules say what trouble is; give one, as in alerts: ['model=\"fraud\"']");
        }
        if (trafficCredentialsId.isEmpty()) {
            throw new InvalidInputException(PARAMETERS.step()
                    + ": trafficCredentialsId is missing; give the id of the token that the proxy was started with");
        }
        for (AlertRule rule : rules) {
            if (rule.subject().name().equals(PROMQL) && metrics == null) {
                throw arguments.refused("rules", rule.text(), "asks a Prometheus, and metrics names none", "give metrics");
            }
        }
    }

    private static AlertRule rule(String text) {
        return new GateParser(SUBJECTS).alertRule(text);
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
        URI admin = text.startsWith(LOCAL + ":") ? address(text.substring(LOCAL.length() + 1)) : null;
        if (admin == null) {
            throw arguments.refused(
                    "traffic", text, "is not a router that is supported yet",
                    "write the proxy's admin address as in local:http://127.0.0.1:9901");
        }
        return admin;
    }

    private static URI server(Arguments arguments, String name) {
        if (!arguments.isGiven(name)) {
            return null;
        }
        URI address = address(arguments.text(name));
        if (address == null) {
            throw arguments.refused(
                    name, arguments.text(name), "is no address of a server", "write it as in http://prometheus.example.org:9090");
        }
        return address;
    }

    /** Null for what is no address, or holds a password, which would end up in logs. */
    private static URI address(String text) {
        try {
            URI uri = new URI(text);
            boolean http = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
            return http && uri.getHost() != null && uri.getRawUserInfo() == null ? uri : null;
        } catch (URISyntaxException e) {
            return null;
        }
    }

    private static Duration duration(Arguments arguments, String name) {
        Duration duration = Durations.parse(PARAMETERS.step() + ": " + name, arguments.text(name));
        if (duration.isZero()) {
            throw arguments.refused(name, arguments.text(name), "is no time at all", "write it as in 30s");
        }
        return duration;
    }
}
