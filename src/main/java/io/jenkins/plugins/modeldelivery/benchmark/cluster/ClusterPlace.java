package io.jenkins.plugins.modeldelivery.benchmark.cluster;

import io.jenkins.plugins.modeldelivery.kubernetes.ClusterChoice;
import io.jenkins.plugins.modeldelivery.kubernetes.JobSpec;
import io.jenkins.plugins.modeldelivery.operation.Arguments;
import io.jenkins.plugins.modeldelivery.operation.Durations;
import io.jenkins.plugins.modeldelivery.operation.InvalidInputException;
import io.jenkins.plugins.modeldelivery.operation.Parameters;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Where in a cluster a benchmark runs, and as what.
 *
 * @param gpus how many GPUs the server gets
 * @param nodeSelector labels that the server's node must have
 * @param image the model server's; the empty string for a server that runs already
 * @param generatorImage the load generator's, whose entry point is the command line
 * @param deadline after which the cluster ends the Jobs, whatever became of the build
 */
public record ClusterPlace(
        String namespace,
        int gpus,
        Map<String, String> nodeSelector,
        String image,
        String generatorImage,
        ClusterChoice cluster,
        Duration deadline) {

    /** The options of {@code kubernetes(…)}, as every door offers them. */
    public static final Parameters OPTIONS = Parameters.named("kubernetes")
            .text("namespace", "default", "namespace")
            .integer("gpus", "0", "GPUs")
            .texts("nodeSelector", "", "LABEL=VALUE")
            .text("image", "", "image reference")
            .required("generatorImage", "image reference")
            .credential("kubeconfig")
            .text("context", "", "context")
            .text("deadline", "2h", "duration")
            .options();

    private static final int MOST_GPUS = 1024;

    public ClusterPlace {
        nodeSelector = Map.copyOf(nodeSelector);
        check(gpus >= 0 && gpus <= MOST_GPUS, "gpus '" + gpus + "' is out of range; write 0 to " + MOST_GPUS);
        check(
                !image.isEmpty() || gpus == 0 && nodeSelector.isEmpty(),
                "gpus and nodeSelector are the server's; give its image, or leave them out");
        check(!deadline.isZero(), "deadline is zero; write it as in 2h");
    }

    /**
     * Reads the options.
     *
     * @throws InvalidInputException naming the option, the value, the cause and the cure
     */
    public static ClusterPlace of(Arguments options) {
        return new ClusterPlace(
                options.text("namespace"),
                Math.toIntExact(Math.max(-1, Math.min(Integer.MAX_VALUE, options.integer("gpus")))),
                selector(options),
                options.text("image"),
                options.text("generatorImage"),
                new ClusterChoice("", options.text("kubeconfig"), options.text("context")),
                Durations.parse("kubernetes: deadline", options.text("deadline")));
    }

    /** Whether the server is started as well. */
    public boolean startsServer() {
        return !image.isEmpty();
    }

    /** The server's Job, which is ready when {@code readyPath} answers, or its port is open where that is empty. */
    JobSpec server(URI url, String readyPath) {
        int port = url.getPort() > 0 ? url.getPort() : 80;
        return new JobSpec(
                namespace, "benchmark-server", image, List.of(), List.of(), new byte[0], Map.of(), gpus, nodeSelector, port,
                readyPath, deadline);
    }

    /** The load generator's Job. */
    JobSpec load(LoadBundle bundle) {
        return new JobSpec(
                namespace, "benchmark-load", generatorImage, List.of(), List.of("benchmark-job", JobSpec.INPUT), bundle.pack(),
                Map.of(), 0, Map.of(), 0, "", deadline);
    }

    private static Map<String, String> selector(Arguments options) {
        Map<String, String> labels = new LinkedHashMap<>();
        for (String text : options.texts("nodeSelector")) {
            int at = text.indexOf('=');
            if (at < 1) {
                throw options.refused("nodeSelector", text, "is no label", "write it as in pool=gpu");
            }
            labels.put(text.substring(0, at).strip(), text.substring(at + 1).strip());
        }
        return labels;
    }

    private static void check(boolean holds, String message) {
        if (!holds) {
            throw new InvalidInputException(OPTIONS.step() + ": " + message);
        }
    }
}
