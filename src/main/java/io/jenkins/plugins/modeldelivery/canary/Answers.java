package io.jenkins.plugins.modeldelivery.canary;

import io.jenkins.plugins.modeldelivery.canary.metrics.ArmLabels;
import io.jenkins.plugins.modeldelivery.canary.metrics.MetricsChoice;
import io.jenkins.plugins.modeldelivery.gate.Subject;
import io.jenkins.plugins.modeldelivery.operation.Excerpt;
import io.jenkins.plugins.modeldelivery.operation.InvalidInputException;
import io.jenkins.plugins.modeldelivery.release.RouterKind;
import io.jenkins.plugins.modeldelivery.release.Strategy;
import io.jenkins.plugins.modeldelivery.release.Traffic;
import io.jenkins.plugins.modeldelivery.release.metrics.HaproxyCounters;
import java.util.Set;

/** What the source of metrics can be asked. */
record Answers(Traffic traffic, MetricsChoice metrics) {
    private static final Set<String> COUNTED = Set.of("errors", "latency");

    /**
     * Returns when the subject can be read from the source.
     *
     * @param field whose value asks for it
     * @param text as it was written there
     * @throws InvalidInputException naming the field, the value, the cause and the cure
     */
    void require(String field, String text, Subject subject) {
        String name = subject.name();
        boolean own = name.equals("promql");
        if (own && metrics.kind() != MetricsChoice.Kind.PROMETHEUS) {
            throw refused(field, text, "can only be asked of a Prometheus", "give its address as metrics");
        }
        if (own && !subject.argument().contains(ArmLabels.PLACEHOLDER)) {
            throw refused(field, text, "asks for the same of stable and canary",
                    "put " + ArmLabels.PLACEHOLDER + " where the labels of one arm belong, as in sum(rate(tokens_total{$arm}[1m]))");
        }
        if (metrics.kind() == MetricsChoice.Kind.ROUTER) {
            requireOfRouter(field, text, subject);
        }
    }

    private void requireOfRouter(String field, String text, Subject subject) {
        String name = subject.name();
        if (traffic.kind() == RouterKind.HAPROXY) {
            boolean mean = name.equals("metric") && subject.argument().equals(HaproxyCounters.RESPONSE_TIME);
            if (!name.equals("errors") && !mean) {
                throw refused(field, text, "asks for what HAProxy does not count",
                        "ask for errors or metric(" + HaproxyCounters.RESPONSE_TIME + "), or give metrics");
            }
            return;
        }
        boolean compared = traffic.strategy() == Strategy.SHADOW && name.equals("disagreement");
        if (!COUNTED.contains(name) && !compared) {
            throw refused(field, text, "asks for what a local proxy does not count",
                    "ask for errors or latency, of a shadow also for disagreement, or give metrics");
        }
    }

    private static InvalidInputException refused(String field, String text, String cause, String cure) {
        return new InvalidInputException(
                CanaryRequest.PARAMETERS.step() + ": " + field + " '" + Excerpt.of(text) + "' " + cause + "; " + cure);
    }
}
