package io.jenkins.plugins.modeldelivery.canary;

import io.jenkins.plugins.modeldelivery.canary.metrics.MetricsChoice;
import io.jenkins.plugins.modeldelivery.operation.Arguments;
import io.jenkins.plugins.modeldelivery.operation.Concurrency;
import io.jenkins.plugins.modeldelivery.operation.Consequence;
import io.jenkins.plugins.modeldelivery.operation.InvalidInputException;
import io.jenkins.plugins.modeldelivery.operation.Parameters;
import io.jenkins.plugins.modeldelivery.release.Place;
import io.jenkins.plugins.modeldelivery.release.RouterKind;
import io.jenkins.plugins.modeldelivery.release.Strategy;
import io.jenkins.plugins.modeldelivery.release.Traffic;
import io.jenkins.plugins.modeldelivery.release.Workload;
import io.jenkins.plugins.modeldelivery.release.local.HaproxyRouter;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * What is released, by which rules.
 *
 * @param image reference or digest of the new version; the empty string when it has none
 * @param cluster what a release in a cluster needs to know more; null for a local workload
 * @param metrics where it is counted what both arms answer
 * @param via label of the agent that asks for metrics, and a local proxy; the empty string for the controller
 * @param kayenta the judge in the place of the checks; null when they are judged by their own tests
 * @param concurrent what it does while another release of the workload goes on
 * @param warmup file of the warm-up requests; the empty string for none
 * @param evaluation which evaluation the digest must have passed; the empty string when none is required
 * @param overrideReason why it is released nevertheless; the empty string when it is not
 * @param force whether an image that was taken back once may be released again
 * @param credentialsId of the token of a local proxy; the empty string for none
 * @param metricsCredentialsId of {@code metrics}; the empty string for none
 * @param caCredentialsId of a certificate authority to trust; the empty string for none
 */
public record CanaryRequest(
        Workload workload,
        String image,
        Traffic traffic,
        ClusterRelease cluster,
        MetricsChoice metrics,
        String via,
        KayentaChoice kayenta,
        CanaryPlan plan,
        Concurrency concurrent,
        Hooks hooks,
        String warmup,
        String evaluation,
        String overrideReason,
        boolean force,
        boolean dryRun,
        String credentialsId,
        String metricsCredentialsId,
        String caCredentialsId,
        String name,
        Consequence onFail,
        Consequence onInconclusive) {

    /** The parameters of canaryDeploy, as every door offers them. */
    public static final Parameters PARAMETERS = Parameters.named("canaryDeploy")
            .required("workload", "kind/name")
            .text("image", "", "image reference")
            .text("container", "", "container name")
            .texts("manifests", "manifest", "", "file")
            .text("namespace", "default", "namespace")
            .text("cluster", "", "configured name")
            .credential("kubeconfig")
            .text("context", "", "context")
            .choice("strategy", "canary", Arrays.stream(Strategy.values()).map(Strategy::text).toList())
            .text("traffic", "replicas", "router:name")
            .integers("steps", "5, 25, 50, 100", "%")
            .text("header", "", "NAME=VALUE")
            .text("cookie", "", "NAME=VALUE")
            .text("metrics", "", "URL")
            .text("via", "", "agent label")
            .texts("checks", "check", "errors not worse", "gate")
            .choice("judge", "sequential", List.of("sequential", "kayenta", "kayenta-fixed"))
            .text("judgeConfig", "", "file")
            .number("confidence", "0.95", "0.5 to below 1")
            .integer("minRequests", "100", "requests")
            .text("interval", "30s", "duration")
            .text("maxDuration", "2h", "duration")
            .choice("atEnd", "rollback", List.of("hold", "rollback", "promote"))
            .choice("onOutage", "rollback", List.of("hold", "rollback"))
            .text("outageTimeout", "10m", "duration")
            .choice("onAbort", "rollback", List.of("rollback", "hold"))
            .choice("concurrent", "queue", List.of("queue", "refuse", "supersede"))
            .choice("capacity", "surge", List.of("surge", "swap"))
            .integer("minStable", "1", "replicas")
            .text("warmup", "", "JSON Lines file")
            .integers("approvals", "%")
            .texts("before", "", "URL")
            .texts("after", "", "URL")
            .texts("freeze", "", "window, as in Fri 16:00-Mon 08:00 Europe/Berlin")
            .text("requireEvaluation", "", "name")
            .text("overrideReason", "", "sentence")
            .flag("force", false)
            .flag("dryRun", false)
            .credential("credentialsId")
            .credential("metricsCredentialsId")
            .credential("caCredentialsId")
            .build();

    private static final String LOCAL = "local";

    /**
     * Reads the request from a step's arguments.
     *
     * @throws InvalidInputException naming the field, the value, the cause and the cure
     */
    public static CanaryRequest of(Map<String, ?> values) {
        Arguments arguments = PARAMETERS.bind(values);
        Workload workload = Workload.parse(arguments.text("workload"));
        boolean local = workload.kind().equals(LOCAL);
        Traffic traffic = traffic(arguments, local);
        refuseWhatMeansNothing(arguments, traffic.kind(), local);
        MetricsChoice metrics = MetricsChoice.of(arguments.text("metrics"), local);
        KayentaChoice kayenta = KayentaChoice.of(arguments, traffic);
        return new CanaryRequest(
                workload,
                arguments.text("image"),
                traffic,
                local ? null : ClusterRelease.of(arguments, workload, traffic),
                metrics,
                arguments.text("via"),
                kayenta,
                new PlanReader(arguments).plan(traffic, metrics, kayenta),
                arguments.choice("concurrent", Concurrency.class),
                new Hooks(hooks(arguments, "before"), hooks(arguments, "after")),
                arguments.text("warmup"),
                arguments.text("requireEvaluation"),
                overrideReason(arguments),
                arguments.flag("force"),
                arguments.flag("dryRun"),
                traffic.kind() == RouterKind.LOCAL ? proxyCredential(arguments) : "",
                arguments.text("metricsCredentialsId"),
                arguments.text("caCredentialsId"),
                arguments.useName(),
                arguments.onFail(),
                arguments.onInconclusive());
    }

    /**
     * The request that goes by what was read.
     *
     * @throws InvalidInputException if Kayenta's config cannot be used
     */
    CanaryRequest with(Inputs inputs) {
        if (kayenta == null) {
            return this;
        }
        CanaryPlan judged = plan.judgedBy(
                kayenta.judging(inputs.judgeConfig(), plan.limits().minRequests(), new Answers(traffic, metrics)));
        return new CanaryRequest(
                workload, image, traffic, cluster, metrics, via, kayenta, judged, concurrent, hooks, warmup, evaluation,
                overrideReason, force, dryRun, credentialsId, metricsCredentialsId, caCredentialsId, name, onFail, onInconclusive);
    }

    /** The admin address of a local proxy. */
    URI proxy() {
        return URI.create(traffic.name());
    }

    /** Which workload is meant, and where it runs. */
    Place place() {
        return cluster == null ? Place.local(workload) : new Place(cluster.cluster().name(), cluster.namespace(), workload);
    }

    private static Traffic traffic(Arguments arguments, boolean local) {
        String text = arguments.text("traffic");
        Traffic traffic = Traffic.of(
                text, arguments.choice("strategy", Strategy.class), arguments.text("header"), arguments.text("cookie"));
        if (local && traffic.kind() == RouterKind.HAPROXY) {
            HaproxyRouter.check(traffic.name());
        } else if (local && (traffic.kind() != RouterKind.LOCAL || !isAddress(traffic.name(), "http"))) {
            throw arguments.refused(
                    "traffic", text, "does not lead to a local workload", "write the proxy's admin address as in local:http://127.0.0.1:9901,"
                            + " or haproxy:127.0.0.1:9999/fraud");
        }
        return traffic;
    }

    private static void refuseWhatMeansNothing(Arguments arguments, RouterKind router, boolean local) {
        if (local) {
            ClusterRelease.PARAMETERS.stream().filter(arguments::isGiven).findFirst().ifPresent(name -> {
                throw arguments.refused(name, arguments.texts(name), "means nothing for a local workload", "leave it out");
            });
        }
        if (router == RouterKind.HAPROXY && arguments.isGiven("via")) {
            throw arguments.refused("via", arguments.text("via"), "does not lead to HAProxy's runtime API, which is no HTTP",
                    "leave it out, or take the local proxy");
        }
        if (router != RouterKind.LOCAL && arguments.isGiven("credentialsId")) {
            throw arguments.refused("credentialsId", arguments.text("credentialsId"), "is of a local proxy",
                    "give kubeconfig for the cluster, metricsCredentialsId for the metrics");
        }
    }

    private static List<URI> hooks(Arguments arguments, String name) {
        List<String> texts = arguments.texts(name);
        for (String text : texts) {
            if (!isAddress(text, "http") && !isAddress(text, "https")) {
                throw arguments.refused(name, text, "is not the address of a webhook", "write it as in https://ci.example.org/agree");
            }
        }
        return texts.stream().map(URI::create).toList();
    }

    private static boolean isAddress(String text, String scheme) {
        try {
            URI uri = new URI(text);
            return scheme.equals(uri.getScheme()) && uri.getHost() != null && uri.getRawUserInfo() == null;
        } catch (URISyntaxException e) {
            return false;
        }
    }

    private static String overrideReason(Arguments arguments) {
        if (arguments.isGiven("overrideReason") && !arguments.isGiven("requireEvaluation")) {
            throw arguments.refused(
                    "overrideReason", arguments.text("overrideReason"), "overrides nothing", "give requireEvaluation too, or leave it out");
        }
        return arguments.text("overrideReason");
    }

    private static String proxyCredential(Arguments arguments) {
        String id = arguments.text("credentialsId");
        if (id.isEmpty()) {
            throw new InvalidInputException(
                    PARAMETERS.step() + ": credentialsId is missing; give the id of the token that the proxy was started with");
        }
        return id;
    }
}
