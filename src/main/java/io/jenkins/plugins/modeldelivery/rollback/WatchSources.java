package io.jenkins.plugins.modeldelivery.rollback;

import io.jenkins.plugins.modeldelivery.gate.AlertRule;
import io.jenkins.plugins.modeldelivery.http.Outbound;
import io.jenkins.plugins.modeldelivery.http.Relays;
import io.jenkins.plugins.modeldelivery.http.Requester;
import io.jenkins.plugins.modeldelivery.http.Requesters;
import io.jenkins.plugins.modeldelivery.http.Retries;
import io.jenkins.plugins.modeldelivery.operation.Credential;
import io.jenkins.plugins.modeldelivery.operation.InvalidInputException;
import io.jenkins.plugins.modeldelivery.operation.Signal;
import io.jenkins.plugins.modeldelivery.operation.SurroundingsException;
import io.jenkins.plugins.modeldelivery.operation.Workbench;
import io.jenkins.plugins.modeldelivery.prometheus.Alert;
import io.jenkins.plugins.modeldelivery.prometheus.AlertAnswer;
import io.jenkins.plugins.modeldelivery.prometheus.AlertmanagerApi;
import io.jenkins.plugins.modeldelivery.prometheus.Answer;
import io.jenkins.plugins.modeldelivery.prometheus.LabelMatcher;
import io.jenkins.plugins.modeldelivery.prometheus.PrometheusApi;
import io.jenkins.plugins.modeldelivery.release.Route;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/**
 * Everything that a watch listens to. All servers are asked at once. Where an Alertmanager is named a Prometheus is asked
 * for no alerts, since only the Alertmanager knows which are silenced or inhibited.
 */
final class WatchSources implements AutoCloseable {
    /** Kept for the whole process: a look must not cost a thread. */
    private static final Requesters REQUESTERS = new Requesters();

    /** More alerts than these at once are a general outage. */
    private static final int MOST_NAMES = 10;

    private final RollbackRequest request;
    private final WatchedRouter router;
    private final AlertmanagerApi alertmanager;
    private final PrometheusApi prometheus;
    private final AlertInbox inbox;
    private final Workbench bench;

    WatchSources(RollbackRequest request, Outbound outbound, Workbench bench) {
        this.request = request;
        this.bench = bench;
        this.inbox = AlertInbox.of(bench.store());
        this.router = WatchedRouter.open(request, requester(outbound, ""), outbound, bench);
        Requester requester = requester(
                outbound, request.caCredentialsId().isEmpty() ? "" : bench.credential(request.caCredentialsId()).secret());
        Credential credential = request.credentialsId().isEmpty() ? null : bench.credential(request.credentialsId());
        this.alertmanager =
                request.alertmanager() == null ? null : new AlertmanagerApi(requester, request.alertmanager(), credential);
        this.prometheus = request.metrics() == null ? null : new PrometheusApi(requester, request.metrics(), credential);
    }

    private Requester requester(Outbound outbound, String authorities) {
        if (!request.via().isEmpty()) {
            return Relays.requester(bench, request.via(), authorities);
        }
        return REQUESTERS.get(authorities.isEmpty() ? outbound : outbound.trusting(authorities), Retries.NONE);
    }

    WatchedRouter router() {
        return router;
    }

    @Override
    public void close() {
        router.close();
    }

    /**
     * Looks once; a server that does not answer is a part of the answer.
     *
     * @param inboxPosition how far the deliveries of the webhook were read; below 0 at the first look, which hears what fires
     */
    Look look(long inboxPosition, List<Signal> signals) throws InterruptedException {
        CompletableFuture<AlertAnswer> fromAlertmanager =
                asksAlertmanager() ? alertmanager.alerts(request.alerts()) : null;
        CompletableFuture<AlertAnswer> fromPrometheus = request.asksPrometheusForAlerts() ? prometheus.alerts() : null;
        Map<AlertRule, CompletableFuture<Answer>> queries = new LinkedHashMap<>();
        for (AlertRule rule : request.rules()) {
            if (rule.subject().name().equals(RollbackRequest.PROMQL)) {
                queries.put(rule, prometheus.query(rule.subject().argument(), bench.clock().instant()));
            }
        }
        List<Look.Heard> heard = new ArrayList<>();
        AlertInbox.Batch delivered = delivered(inboxPosition, heard);
        hear(Messages.Source_alertmanager(), fromAlertmanager, heard);
        hearOfOthers(heard);
        hear(Messages.Source_prometheus(), fromPrometheus, heard);
        Map<String, Double> values = new HashMap<>();
        for (Map.Entry<AlertRule, CompletableFuture<Answer>> query : queries.entrySet()) {
            value(query.getKey(), query.getValue(), values, heard);
        }
        Route route = null;
        try {
            route = router.read();
        } catch (SurroundingsException | InvalidInputException e) {
            heard.add(new Look.Heard(Messages.Router(), List.of(), e.getMessage()));
        }
        Look.Counted counters = route != null && request.asksErrorRate() ? counted(heard) : null;
        return new Look(route, heard, values, counters, signals, bench.automationSuspended(), delivered.position());
    }

    private boolean asksAlertmanager() {
        return alertmanager != null && !request.alerts().isEmpty();
    }

    /** What Alertmanager was asked for fulfils all matchers; whether the same fires elsewhere is asked only where it matters. */
    private void hearOfOthers(List<Look.Heard> heard) throws InterruptedException {
        if (!asksAlertmanager()) {
            return;
        }
        List<String> names = heard.get(heard.size() - 1).alerts().stream().map(Alert::name).distinct().limit(MOST_NAMES).toList();
        Map<String, CompletableFuture<AlertAnswer>> asked = new LinkedHashMap<>();
        names.forEach(name -> asked.put(name, alertmanager.alerts(List.of(LabelMatcher.equal("alertname", name)))));
        for (CompletableFuture<AlertAnswer> answer : asked.values()) {
            hear(Messages.Source_alertmanager(), answer, heard);
        }
    }

    /** What the webhook delivered; where the disk does not give it the other sources still speak. */
    private AlertInbox.Batch delivered(long position, List<Look.Heard> heard) {
        try {
            AlertInbox.Batch batch = position < 0 ? inbox.standing(bench.clock().instant()) : inbox.since(position);
            heard.add(new Look.Heard(Messages.Source_webhook(), batch.alerts(), ""));
            return batch;
        } catch (SurroundingsException e) {
            heard.add(new Look.Heard(Messages.Source_webhook(), List.of(), e.getMessage()));
            return new AlertInbox.Batch(List.of(), position);
        }
    }

    private static void hear(String source, CompletableFuture<AlertAnswer> future, List<Look.Heard> heard)
            throws InterruptedException {
        if (future == null) {
            return;
        }
        try {
            AlertAnswer answer = future.get();
            heard.add(new Look.Heard(source, answer.alerts(), answer.available() ? "" : answer.detail()));
        } catch (ExecutionException e) {
            heard.add(new Look.Heard(source, List.of(), String.valueOf(e.getCause().getMessage())));
        }
    }

    /** A rule speaks of one series; no series at all means that nothing is counted yet, which is no trouble. */
    private static void value(
            AlertRule rule, CompletableFuture<Answer> future, Map<String, Double> values, List<Look.Heard> heard)
            throws InterruptedException {
        try {
            Answer answer = future.get();
            if (answer.isComplete() && answer.samples().size() == 1) {
                values.put(rule.text(), answer.samples().get(0).value());
            } else if (answer.state() != Answer.State.EMPTY && answer.state() != Answer.State.NOT_A_NUMBER) {
                heard.add(new Look.Heard(rule.text(), List.of(), Messages.Trouble_query(answer.state(), answer.samples().size(), answer.detail())));
            }
        } catch (ExecutionException e) {
            heard.add(new Look.Heard(rule.text(), List.of(), String.valueOf(e.getCause().getMessage())));
        }
    }

    /** Null when there is no answer, which leaves the rules as they were. */
    private Look.Counted counted(List<Look.Heard> heard) throws InterruptedException {
        try {
            return router.counted();
        } catch (SurroundingsException | InvalidInputException e) {
            heard.add(new Look.Heard(RollbackRequest.ERROR_RATE, List.of(), e.getMessage()));
            return null;
        }
    }
}
