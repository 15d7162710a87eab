package io.jenkins.plugins.modeldelivery.rollback;

import io.jenkins.plugins.modeldelivery.gate.AlertRule;
import io.jenkins.plugins.modeldelivery.gate.Direction;
import io.jenkins.plugins.modeldelivery.gate.GateParser;
import io.jenkins.plugins.modeldelivery.gate.SubjectCatalog;
import io.jenkins.plugins.modeldelivery.gate.SubjectType;
import io.jenkins.plugins.modeldelivery.gate.Unit;
import io.jenkins.plugins.modeldelivery.kubernetes.ClusterChoice;
import io.jenkins.plugins.modeldelivery.operation.Arguments;
import io.jenkins.plugins.modeldelivery.operation.Consequence;
import io.jenkins.plugins.modeldelivery.operation.Durations;
import io.jenkins.plugins.modeldelivery.operation.InvalidInputException;
import io.jenkins.plugins.modeldelivery.operation.Parameters;
import io.jenkins.plugins.modeldelivery.prometheus.LabelMatcher;
import io.jenkins.plugins.modeldelivery.release.Place;
import io.jenkins.plugins.modeldelivery.release.RouterKind;
import io.jenkins.plugins.modeldelivery.release.Strategy;
import io.jenkins.plugins.modeldelivery.release.Traffic;
import io.jenkins.plugins.modeldelivery.release.Workload;
import io.jenkins.plugins.modeldelivery.release.kubernetes.KubernetesReleases;
import io.jenkins.plugins.modeldelivery.release.kubernetes.Target;
import io.jenkins.plugins.modeldelivery.release.local.HaproxyRouter;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What is watched, by which sources, and what follows.
 *
 * @param traffic what divides the traffic; for a local workload by the proxy's admin address
 * @param cluster which cluster holds the workload; null for a local one
 * @param namespace where in the cluster; the empty string for a local workload
 * @param alerts conditions on labels, all of which an alert must fulfil
 * @param alertmanager null for none
 * @param metrics a Prometheus; null for none
 * @param via label of the agent that asks for alerts and metrics, and a local proxy; the empty string for the controller
 * @param clearFor an alert that fires again sooner than this after it ended has only flapped
 * @param allowed whether the former release may be brought back, or only the reason given
 * @param retraining what training a roll-back starts; null for none
 * @param force whether a release that was withdrawn once may be brought back
 */
public record RollbackRequest(
        Workload workload,
        Traffic traffic,
        ClusterChoice cluster,
        String namespace,
        String trafficCredentialsId,
        List<LabelMatcher> alerts,
        URI alertmanager,
        URI metrics,
        List<AlertRule> rules,
        String via,
        String credentialsId,
        String caCredentialsId,
        Duration watch,
        Duration interval,
        Duration clearFor,
        boolean allowed,
        boolean force,
        boolean dryRun,
        boolean detach,
        OnAbort onAbort,
        Retraining retraining,
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

    /** The share of requests that failed, as the proxy or the pods of a cluster count them. */
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
            .text("namespace", "default", "namespace")
            .text("cluster", "", "configured name")
            .credential("kubeconfig")
            .text("context", "", "context")
            .texts("alerts", "alert", "label matcher")
            .text("alertmanager", "", "URL")
            .text("metrics", "", "URL")
            .texts("rules", "rule", "alert rule")
            .text("via", "", "agent label")
            .text("watch", "1h", "duration")
            .text("interval", "30s", "duration")
            .text("clearFor", "5m", "duration")
            .choice("rollback", "allowed", List.of("allowed", "forbidden"))
            .flag("force", false)
            .flag("dryRun", false)
            .flag("detach", false)
            .choice("onAbort", "stop", List.of("stop", "detach"))
            .text("retrain", "", "job")
            .texts("retrainParameters", "retrain-parameter", "NAME=VALUE")
            .integer("retrainBudget", "1", "starts in 7 days")
            .text("retrainCooldown", "6h", "duration")
            .credential("credentialsId")
            .credential("caCredentialsId")
            .build();

    private static final String LOCAL = "local";
    private static final List<String> IN_CLUSTERS = List.of("namespace", "cluster", "kubeconfig", "context");
    /** What divides the traffic of workloads that do it themselves. */
    private static final Map<String, String> USUAL = Map.of(
            "inferenceservice", RouterKind.KSERVE.text(), "rollout", RouterKind.ARGO.text());

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
        Arguments arguments = PARAMETERS.bind(values);
        Workload workload = Workload.parse(arguments.text("workload"));
        boolean local = workload.kind().equals(LOCAL);
        if (local) {
            IN_CLUSTERS.stream().filter(arguments::isGiven).findFirst().ifPresent(name -> {
                throw arguments.refused(name, arguments.text(name), "means nothing for a local workload", "leave it out");
            });
        }
        RollbackRequest request = new RollbackRequest(
                workload,
                traffic(arguments, workload),
                local ? null : new ClusterChoice(arguments.text("cluster"), arguments.text("kubeconfig"), arguments.text("context")),
                local ? "" : arguments.text("namespace"),
                arguments.text("trafficCredentialsId"),
                arguments.texts("alerts").stream().map(text -> LabelMatcher.parse(PARAMETERS.step() + ": alerts", text)).toList(),
                server(arguments, "alertmanager"),
                server(arguments, "metrics"),
                arguments.texts("rules").stream().map(RollbackRequest::rule).toList(),
                arguments.text("via"),
                arguments.text("credentialsId"),
                arguments.text("caCredentialsId"),
                duration(arguments, "watch"),
                duration(arguments, "interval"),
                Durations.parse(PARAMETERS.step() + ": clearFor", arguments.text("clearFor")),
                arguments.choice("rollback", Permission.class) == Permission.ALLOWED,
                arguments.flag("force"),
                arguments.flag("dryRun"),
                arguments.flag("detach"),
                arguments.choice("onAbort", OnAbort.class),
                Retraining.of(arguments),
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
        boolean proxied = traffic.kind() == RouterKind.LOCAL;
        if (cluster != null) {
            KubernetesReleases.check(target());
        }
        if (!proxied && !trafficCredentialsId.isEmpty()) {
            throw arguments.refused("trafficCredentialsId", trafficCredentialsId, "is of a local proxy", "leave it out");
        }
        if (proxied && trafficCredentialsId.isEmpty()) {
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

    /** Where an Alertmanager is named, only it knows which alerts are silenced or inhibited. */
    boolean asksPrometheusForAlerts() {
        return metrics != null && alertmanager == null && !alerts.isEmpty();
    }

    /** Whether a rule speaks of requests that must be counted for it. */
    boolean asksErrorRate() {
        return rules.stream().anyMatch(rule -> rule.subject().name().equals(ERROR_RATE));
    }

    /** Which workload is meant, and where it runs. */
    Place place() {
        return cluster == null ? Place.local(workload) : new Place(cluster.name(), namespace, workload);
    }

    /** The workload as it stands, with nothing new; null for a local one. */
    Target target() {
        return cluster == null
                ? null
                : new Target(workload, namespace, "", "", List.of(), traffic, Target.Capacity.SURGE, 1);
    }

    private static Traffic traffic(Arguments arguments, Workload workload) {
        String text = arguments.text("traffic");
        if (workload.kind().equals(LOCAL)) {
            if (text.startsWith(RouterKind.HAPROXY.text() + ":")) {
                Traffic haproxy = Traffic.of(text, Strategy.CANARY, "", "");
                HaproxyRouter.check(haproxy.name());
                if (arguments.isGiven("via")) {
                    throw arguments.refused("via", arguments.text("via"),
                            "does not lead to HAProxy's runtime API, which is no HTTP", "leave it out, or take the local proxy");
                }
                return haproxy;
            }
            if (!text.startsWith(LOCAL + ":") || address(text.substring(LOCAL.length() + 1)) == null) {
                throw arguments.refused(
                        "traffic", text, "does not lead to a local workload",
                        "write the proxy's admin address as in local:http://127.0.0.1:9901, or haproxy:127.0.0.1:9999/fraud");
            }
            return Traffic.of(text, Strategy.CANARY, "", "");
        }
        String given = text.isEmpty() ? USUAL.getOrDefault(workload.kind(), RouterKind.REPLICAS.text()) : text;
        return Traffic.of(given, Strategy.CANARY, "", "");
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
