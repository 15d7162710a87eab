package io.jenkins.plugins.modeldelivery.canary.metrics;

import io.jenkins.plugins.modeldelivery.release.local.Arm;
import io.jenkins.plugins.modeldelivery.release.local.ProxyMetrics;
import io.jenkins.plugins.modeldelivery.release.metrics.MetricsSource;
import java.util.List;

/**
 * The label matchers by which a Prometheus tells the arms apart, as they stand between braces.
 *
 * @param stable such as {@code arm="stable"}
 * @param canary such as {@code arm="canary"}
 */
public record ArmLabels(String stable, String canary) {
    /** What stands for the matchers in an expression. */
    public static final String PLACEHOLDER = "$arm";

    /** By a label of their own, as the local proxy has it. */
    public static ArmLabels ofLabel() {
        return new ArmLabels(matcher(Arm.STABLE), matcher(Arm.CANARY));
    }

    /** By the names of the pods of each arm; an arm without pods matches nothing. */
    public static ArmLabels ofPods(String namespace, List<String> stable, List<String> canary) {
        return new ArmLabels(matcher(namespace, stable), matcher(namespace, canary));
    }

    /** Where the matchers come from at each look, since pods come and go. Errors as in {@link MetricsSource#read}. */
    @FunctionalInterface
    public interface Reader {
        ArmLabels read() throws InterruptedException;
    }

    /** Names of pods hold nothing that a regular expression takes for itself but dots, which do no harm. */
    private static String matcher(String namespace, List<String> pods) {
        return "namespace=\"" + namespace + "\",pod=~\"" + (pods.isEmpty() ? "-" : String.join("|", pods)) + "\"";
    }

    private static String matcher(Arm arm) {
        return ProxyMetrics.ARM + "=\"" + arm.label() + "\"";
    }
}
