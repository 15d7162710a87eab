package io.jenkins.plugins.modeldelivery.rollback;

import io.jenkins.plugins.modeldelivery.judge.PodSample;
import io.jenkins.plugins.modeldelivery.judge.live.Counters;
import io.jenkins.plugins.modeldelivery.operation.Signal;
import io.jenkins.plugins.modeldelivery.prometheus.Alert;
import io.jenkins.plugins.modeldelivery.release.Route;
import java.util.List;
import java.util.Map;

/**
 * What one look at the world found.
 *
 * @param route what the router says; null when it gave no answer
 * @param heard what each source of alerts and each rule said
 * @param suspended whether an administrator has suspended what nobody asked for in person
 * @param promql what the expressions of rules gave, by the rule's text; a rule that got no answer is missing
 * @param counters what was counted of the requests; null when no rule asks, or there was no answer
 * @param inbox how far the deliveries of the webhook were read
 */
public record Look(
        Route route,
        List<Heard> heard,
        Map<String, Double> promql,
        Counted counters,
        List<Signal> signals,
        boolean suspended,
        long inbox) {
    public Look {
        promql = Map.copyOf(promql);
        heard = List.copyOf(heard);
        signals = List.copyOf(signals);
    }

    /**
     * What one source said.
     *
     * @param source its name, for people
     * @param trouble why it said nothing; the empty string when it answered
     */
    public record Heard(String source, List<Alert> alerts, String trouble) {
        public Heard {
            alerts = List.copyOf(alerts);
        }

        boolean answered() {
            return trouble.isEmpty();
        }
    }

    /**
     * What was counted of the requests since each pod began.
     *
     * @param pods {@link #REQUESTS} and {@link #ERRORS} of each; the proxy is one without a name
     */
    public record Counted(List<PodSample> pods) {
        static final String REQUESTS = "requests";
        static final String ERRORS = "errors";

        public Counted {
            pods = List.copyOf(pods);
        }

        /**
         * Failed requests over all since an earlier look, as the judge counts them: of the pods that both looks saw. NaN when
         * there was no request.
         */
        double errorRateSince(Counted before) {
            Counters counters = new Counters(1);
            counters.intervals(before.pods);
            List<PodSample> interval = counters.intervals(pods);
            return sum(interval, ERRORS) / sum(interval, REQUESTS);
        }

        private static double sum(List<PodSample> interval, String column) {
            return interval.stream().mapToDouble(pod -> pod.values().getOrDefault(column, 0.0)).sum();
        }
    }

    /** The alerts that the webhook delivered. */
    List<Alert> delivered() {
        return heard.stream()
                .filter(one -> one.source().equals(Messages.Source_webhook()))
                .flatMap(one -> one.alerts().stream())
                .toList();
    }

    boolean isWhole() {
        return route != null && heard.stream().allMatch(Heard::answered);
    }

    boolean asks(Signal.Kind kind) {
        return signals.stream().anyMatch(signal -> signal.kind() == kind);
    }
}
