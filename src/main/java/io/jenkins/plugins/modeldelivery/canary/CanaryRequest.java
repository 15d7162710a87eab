package io.jenkins.plugins.modeldelivery.canary;

import io.jenkins.plugins.modeldelivery.operation.Arguments;
import io.jenkins.plugins.modeldelivery.operation.Consequence;
import io.jenkins.plugins.modeldelivery.operation.InvalidInputException;
import io.jenkins.plugins.modeldelivery.operation.Parameters;
import io.jenkins.plugins.modeldelivery.release.RouterKind;
import io.jenkins.plugins.modeldelivery.release.Strategy;
import io.jenkins.plugins.modeldelivery.release.Traffic;
import io.jenkins.plugins.modeldelivery.release.Workload;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What is released, by which rules.
 *
 * @param image reference or digest of the new version; the empty string when it has none
 * @param warmup file of the warm-up requests; the empty string for none
 * @param evaluation which evaluation the digest must have passed; the empty string when none is required
 * @param overrideReason why it is released nevertheless; the empty string when it is not
 * @param credentialsId of the token of a local proxy and of the metrics; the empty string for none
 * @param caCredentialsId of a certificate authority to trust; the empty string for none
 */
public record CanaryRequest(
        Workload workload,
        String image,
        Traffic traffic,
        CanaryPlan plan,
        Hooks hooks,
        String warmup,
        String evaluation,
        String overrideReason,
        boolean dryRun,
        String credentialsId,
        String caCredentialsId,
        String name,
        Consequence onFail,
        Consequence onInconclusive) {

    /** The parameters of canaryDeploy, as every door offers them. */
    public static final Parameters PARAMETERS = Parameters.named("canaryDeploy")
            .required("workload", "kind/name")
            .text("image", "", "image reference")
            .choice("strategy", "canary", Arrays.stream(Strategy.values()).map(Strategy::text).toList())
            .text("traffic", "replicas", "router:name")
            .integers("steps", "5, 25, 50, 100", "%")
            .text("header", "", "NAME=VALUE")
            .text("cookie", "", "NAME=VALUE")
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
            .text("warmup", "", "JSON Lines file")
            .integers("approvals", "%")
            .texts("before", "", "URL")
            .texts("after", "", "URL")
            .texts("freeze", "", "window, as in Fri 16:00-Mon 08:00 Europe/Berlin")
            .text("requireEvaluation", "", "name")
            .text("overrideReason", "", "sentence")
            .flag("dryRun", false)
            .credential("credentialsId")
            .credential("caCredentialsId")
            .build();

    /** Documented for later; a value would be passed over in silence if it were only unknown. */
    private static final Set<String> LATER = Set.of(
            "container", "manifests", "namespace", "cluster", "kubeconfig", "context", "metrics", "via", "judgeConfig",
            "concurrent", "capacity", "minStable");

    private static final String LOCAL = "local";

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
        Traffic traffic = traffic(arguments);
        return new CanaryRequest(
                workload(arguments),
                arguments.text("image"),
                traffic,
                new PlanReader(arguments).plan(traffic),
                new Hooks(hooks(arguments, "before"), hooks(arguments, "after")),
                arguments.text("warmup"),
                arguments.text("requireEvaluation"),
                overrideReason(arguments),
                arguments.flag("dryRun"),
                credentialsId(arguments),
                arguments.text("caCredentialsId"),
                arguments.useName(),
                arguments.onFail(),
                arguments.onInconclusive());
    }

    /** The admin address of a local proxy. */
    URI proxy() {
        return URI.create(traffic.name());
    }

    private static Workload workload(Arguments arguments) {
        Workload workload = Workload.parse(arguments.text("workload"));
        if (!workload.kind().equals(LOCAL)) {
            throw arguments.refused("workload", workload, "is of a kind that is not supported yet", "write it as in local/fraud");
        }
        return workload;
    }

    private static Traffic traffic(Arguments arguments) {
        String text = arguments.text("traffic");
        Traffic traffic = Traffic.of(
                text, arguments.choice("strategy", Strategy.class), arguments.text("header"), arguments.text("cookie"));
        if (traffic.kind() != RouterKind.LOCAL || !isAddress(traffic.name(), "http")) {
            throw arguments.refused(
                    "traffic", text, "does not lead to a local workload", "write the proxy's admin address as in local:http://127.0.0.1:9901");
        }
        return traffic;
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

    private static String credentialsId(Arguments arguments) {
        String id = arguments.text("credentialsId");
        if (id.isEmpty()) {
            throw new InvalidInputException(
                    PARAMETERS.step() + ": credentialsId is missing; give the id of the token that the proxy was started with");
        }
        return id;
    }
}
