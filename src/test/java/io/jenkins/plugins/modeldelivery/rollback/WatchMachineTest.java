package io.jenkins.plugins.modeldelivery.rollback;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.modeldelivery.judge.PodSample;
import io.jenkins.plugins.modeldelivery.operation.Signal;
import io.jenkins.plugins.modeldelivery.operation.Verdict;
import io.jenkins.plugins.modeldelivery.prometheus.Alert;
import io.jenkins.plugins.modeldelivery.release.Release;
import io.jenkins.plugins.modeldelivery.release.Route;
import io.jenkins.plugins.modeldelivery.report.HtmlWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a watch makes of alerts, in virtual time. Every state passes through JSON. */
class WatchMachineTest {
    private static final Instant RELEASED = Instant.parse("2026-03-01T12:00:00Z");
    private static final Route NEW = new Route("http://new", "", 0);
    private static final Route OLD = new Route("http://old", "", 0);

    private final Map<String, Object> arguments = new HashMap<>(Map.of(
            "workload", "local/fraud",
            "traffic", "local:http://127.0.0.1:9901",
            "trafficCredentialsId", "proxy",
            "alerts", List.of("model=\"fraud\"", "severity=~\"critical|page\""),
            "watch", "10m"));
    private Instant now = RELEASED.plusSeconds(60);
    private WatchState state = WatchState.start(release("new"), release("old"), now);
    private Route route = NEW;
    private boolean suspended;
    private double requests;
    private double errors;

    @Test
    void anAlertThatBeganAfterTheReleaseBringsTheFormerVersionBack() {
        WatchMachine.Decision decision = look(alert("HighErrorRate", 90));
        assertThat(decision.restores()).isTrue();
        assertThat(state.phase()).isEqualTo(Phase.ROLLING_BACK);
        assertThat(look().restores()).as("ordered again until the router shows it").isTrue();
        route = OLD;
        look();
        assertThat(state.outcome()).isEqualTo(Outcome.ROLLED_BACK);
        assertThat(report().verdict()).isEqualTo(Verdict.FAIL);
        assertThat(new RollbackPresentation().badge(report().toMap())).isEqualTo("rolled back: HighErrorRate");
    }

    @Test
    void theTimelineShowsAlertsAndActionsInTheirOrder() {
        look(new Alert("e", true, labels("Early"), Map.of(), at(-1), null));
        look(alert("HighErrorRate", 90));
        look();
        route = OLD;
        look();
        String page = HtmlWriter.fragment(new RollbackPresentation().document(report().toMap()));
        assertThat(page.substring(page.indexOf("Timeline"))).containsSubsequence(
                "Alert Early (firing): it began before the release",
                "Alert HighErrorRate (firing): it began after the release",
                "Back to registry/fraud:old",
                "Rolled back: alert HighErrorRate fires",
                "From the alert to the decision", "0.0 s",
                "From the decision to the confirmation", "60.0 s");
    }

    @Test
    void aCleanWatchPasses() {
        while (!state.hasEnded()) {
            assertThat(look().restores()).isFalse();
        }
        assertThat(state.outcome()).isEqualTo(Outcome.CLEAN);
        assertThat(report().verdict()).isEqualTo(Verdict.PASS);
        assertThat(new RollbackPresentation().badge(report().toMap())).isEqualTo("clean 10 min");
    }

    @Test
    void aBlockThatIsOverEndsTheWatchWithWhatWasSeen() {
        look();
        signal(Signal.Kind.FINISH);
        assertThat(state.outcome()).isEqualTo(Outcome.CLEAN);
        assertThat(new RollbackPresentation().badge(report().toMap())).startsWith("clean ").endsWith(" s");
    }

    @Test
    void anAlertThatBeganBeforeTheReleaseDoesNotCount() {
        assertExcused("began before the release", alert("HighErrorRate", -1));
    }

    @Test
    void labelsMustAllMatch() {
        assertExcused("do not fulfil severity", new Alert(
                "f", true, Map.of("alertname", "A", "model", "fraud", "severity", "info"), Map.of(), at(90), null));
    }

    @Test
    void aResolvedAlertIsListedOnly() {
        assertExcused("has ended", new Alert("f", false, labels("A"), Map.of(), at(90), at(100)));
    }

    @Test
    void theSameAlertElsewhereSinceBeforeExcusesIt() {
        Alert elsewhere = new Alert(
                "g", true, Map.of("alertname", "HighErrorRate", "model", "other"), Map.of(), at(-100), null);
        assertThat(look(elsewhere, alert("HighErrorRate", 90)).restores()).isFalse();
        assertThat(state.seen()).noneMatch(SeenAlert::counted).anyMatch(alert -> alert.why().contains("fires elsewhere"));
    }

    @Test
    void theSameAlertElsewhereIsRememberedFromAnEarlierDelivery() {
        Alert elsewhere = new Alert("g", true, Map.of("alertname", "HighErrorRate", "model", "other"), Map.of(), at(-100), null);
        deliver(elsewhere);
        deliver();
        deliver(alert("HighErrorRate", 90));
        assertThat(state.phase()).isEqualTo(Phase.WATCHING);
        assertThat(state.seen()).anyMatch(alert -> alert.why().contains("fires elsewhere"));

        deliver(new Alert("g", false, elsewhere.labels(), Map.of(), at(-100), now));
        deliver(alert("HighErrorRate", 90));
        assertThat(state.phase()).as("the other has ended, this one goes on").isEqualTo(Phase.ROLLING_BACK);
    }

    @Test
    void anotherAlertElsewhereExcusesNothing() {
        deliver(new Alert("g", true, Map.of("alertname", "DiskFull", "model", "other"), Map.of(), at(-100), null));
        deliver(alert("HighErrorRate", 90));
        assertThat(state.phase()).isEqualTo(Phase.ROLLING_BACK);
    }

    @Test
    void anAlertOfTheFutureDoesNotCount() {
        assertExcused("begins in the future", alert("HighErrorRate", 100_000));
    }

    @Test
    void troubleThatWasRecordedWhileSuspendedAndIsOverRollsNothingBack() {
        arguments.put("metrics", "http://127.0.0.1:9090");
        suspended = true;
        look(alert("HighErrorRate", 90));
        for (int i = 0; i < 10; i++) {
            look();
        }
        suspended = false;
        assertThat(look().restores()).as("Prometheus has not seen it for five minutes").isFalse();
        assertThat(look(new Alert("f", true, labels("HighErrorRate"), Map.of(), now, null)).restores())
                .as("it fires again").isTrue();
    }

    @Test
    void resolvedIsNotRecoveredWhereTheSourceMayBeDead() {
        arguments.put("alertmanager", "http://127.0.0.1:9093");
        arguments.put("metrics", "http://127.0.0.1:9090");
        suspended = true;
        look(alert("HighErrorRate", 90));
        look(new Alert("f", false, labels("HighErrorRate"), Map.of(), at(90), now));
        for (int i = 0; i < 10; i++) {
            look();
        }
        suspended = false;
        assertThat(look().restores()).as("to Alertmanager an alert also ends when Prometheus is dead").isTrue();
    }

    @Test
    void aSourceThatIsAwayHasNotRecovered() {
        arguments.put("metrics", "http://127.0.0.1:9090");
        suspended = true;
        look(alert("HighErrorRate", 90));
        for (int i = 0; i < 11; i++) {
            step(new Look(route, List.of(new Look.Heard("Prometheus", List.of(), "refused")), Map.of(), null, List.of(), i < 10, 0));
        }
        assertThat(state.phase()).isEqualTo(Phase.ROLLING_BACK);
    }

    @Test
    void troubleFromBeforeThatOnlyFlappedDoesNotCount() {
        look(alert("HighErrorRate", -1));
        look();
        Alert again = new Alert("f", true, labels("HighErrorRate"), Map.of(), now, null);
        assertThat(look(again).restores()).isFalse();
        assertThat(state.seen()).anyMatch(alert -> alert.why().contains("flapped"));
    }

    @Test
    void aRepeatedDeliveryIsListedOnce() {
        Alert old = alert("HighErrorRate", -1);
        look(old, old);
        look(old);
        assertThat(state.seen()).hasSize(1);
    }

    @Test
    void aSourceThatIsAwayIsNoRecoveryAndNoVerdict() {
        while (!state.hasEnded()) {
            step(new Look(route, List.of(new Look.Heard("Alertmanager", List.of(), "refused")), Map.of(), null, List.of(), false, 0));
        }
        assertThat(state.outcome()).isEqualTo(Outcome.UNKNOWN);
        assertThat(report().verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    }

    @Test
    void forbiddenStopsWithTheReason() {
        arguments.put("rollback", "forbidden");
        assertThat(look(alert("HighErrorRate", 90)).restores()).isFalse();
        assertThat(state.outcome()).isEqualTo(Outcome.ALARMED);
        assertThat(report().envelope().reasons().toString()).contains("HighErrorRate", "forbidden");
        assertThat(report().verdict()).isEqualTo(Verdict.FAIL);
    }

    @Test
    void aDryRunOnlyShowsWhatItWouldDo() {
        arguments.put("dryRun", true);
        assertThat(look(alert("HighErrorRate", 90)).restores()).isFalse();
        assertThat(report().envelope().reasons().toString()).contains("registry/fraud:old would have been brought back");
    }

    @Test
    void withoutAFormerVersionThereIsOnlyTheAlarm() {
        state = WatchState.start(release("new"), null, now);
        assertThat(look(alert("HighErrorRate", 90)).restores()).isFalse();
        assertThat(state.outcome()).isEqualTo(Outcome.ALARMED);
    }

    @Test
    void whileAutomationIsSuspendedTheWatchRecordsAndDoesNothing() {
        suspended = true;
        assertThat(look(alert("HighErrorRate", 90)).restores()).isFalse();
        assertThat(state.hasEnded()).isFalse();
        assertThat(state.seen()).anyMatch(SeenAlert::counted);
        suspended = false;
        assertThat(look().restores()).isTrue();
    }

    @Test
    void aPersonMayRollBackWhatTheRequestForbidsToDoByItself() {
        arguments.put("rollback", "forbidden");
        assertThat(signal(Signal.Kind.ROLL_BACK).restores()).isTrue();
    }

    @Test
    void abortStopsOrDetaches() {
        arguments.put("onAbort", "detach");
        signal(Signal.Kind.ABORT);
        assertThat(state.hasEnded()).isFalse();
        arguments.put("onAbort", "stop");
        signal(Signal.Kind.ABORT);
        assertThat(state.outcome()).isEqualTo(Outcome.STOPPED);
    }

    @Test
    void anotherReleaseEndsTheWatch() {
        route = new Route("http://newer", "", 0);
        look(alert("HighErrorRate", 90));
        assertThat(state.outcome()).isEqualTo(Outcome.REPLACED);
    }

    @Test
    void aRuleMustHoldForItsTime() {
        arguments.remove("alerts");
        arguments.put("rules", List.of("error_rate > 2% for 1m"));
        count(100, 0);
        count(100, 10);
        count(100, 10);
        assertThat(state.phase()).isEqualTo(Phase.WATCHING);
        count(100, 1);
        count(100, 10);
        count(100, 10);
        assertThat(state.phase()).isEqualTo(Phase.WATCHING);
        count(100, 10);
        assertThat(state.phase()).isEqualTo(Phase.ROLLING_BACK);
        assertThat(state.cause()).isEqualTo("error_rate > 2% for 1m");
    }

    @Test
    void aQueryWithoutAnAnswerNeitherStartsNorEndsARule() {
        arguments.remove("alerts");
        arguments.put("metrics", "http://127.0.0.1:9090");
        arguments.put("rules", List.of("promql(\"up\") < 1 for 1m"));
        String rule = RollbackRequest.of(arguments).rules().get(0).text();
        step(new Look(route, List.of(), Map.of(rule, 0.0), null, List.of(), false, 0));
        step(new Look(route, List.of(), Map.of(), null, List.of(), false, 0));
        assertThat(state.phase()).isEqualTo(Phase.WATCHING);
        step(new Look(route, List.of(), Map.of(), null, List.of(), false, 0));
        assertThat(state.phase()).as("it was true a minute ago and nobody denied it").isEqualTo(Phase.ROLLING_BACK);
    }

    /** The canary was promoted before anybody knew the truth, its build is long over; labels come the next day. */
    @Test
    void aVerdictOfLabelsThatComeDaysAfterThePromotionStillBringsTheFormerVersionBack() {
        arguments.remove("alerts");
        arguments.put("metrics", "http://127.0.0.1:9090");
        arguments.put("watch", "7d");
        arguments.put("detach", true);
        arguments.put("rules", List.of("promql(\"sum(rate(accuracy_sum[1h])) / sum(rate(accuracy_count[1h]))\") < 90% for 30m"));
        String rule = RollbackRequest.of(arguments).rules().get(0).text();
        for (int hour = 0; hour < 26; hour++) {
            now = now.plus(Duration.ofHours(1));
            step(new Look(route, List.of(), Map.of(), null, List.of(), false, 0));
        }
        step(new Look(route, List.of(), Map.of(rule, 0.95), null, List.of(), false, 0));
        assertThat(state.phase()).isEqualTo(Phase.WATCHING);
        step(new Look(route, List.of(), Map.of(rule, 0.6), null, List.of(), false, 0));
        now = now.plus(Duration.ofMinutes(30));
        assertThat(step(new Look(route, List.of(), Map.of(rule, 0.6), null, List.of(), false, 0)).restores()).isTrue();
        route = OLD;
        look();
        assertThat(state.outcome()).isEqualTo(Outcome.ROLLED_BACK);
        assertThat(report().verdict()).isEqualTo(Verdict.FAIL);
    }

    @Test
    void aProxyThatBeganAnewIsCountedFromZero() {
        arguments.remove("alerts");
        arguments.put("rules", List.of("error_rate > 2%"));
        count(1000, 100);
        assertThat(state.phase()).as("the first look has nothing before it").isEqualTo(Phase.WATCHING);
        requests = 0;
        errors = 0;
        count(5000, 50);
        assertThat(state.phase()).as("1 % of what it counted since").isEqualTo(Phase.WATCHING);
        requests = 0;
        errors = 0;
        count(100, 30);
        assertThat(state.phase()).isEqualTo(Phase.ROLLING_BACK);
    }

    private void assertExcused(String why, Alert alert) {
        assertThat(look(alert).restores()).isFalse();
        assertThat(state.hasEnded()).isFalse();
        assertThat(state.seen()).singleElement().satisfies(seen -> {
            assertThat(seen.counted()).isFalse();
            assertThat(seen.why()).contains(why);
        });
    }

    private void count(double more, double failed) {
        requests += more;
        errors += failed;
        PodSample proxy = new PodSample("", Map.of("requests", requests, "errors", errors));
        step(new Look(route, List.of(), Map.of(), new Look.Counted(List.of(proxy)), List.of(), false, 0));
    }

    private WatchMachine.Decision signal(Signal.Kind kind) {
        return step(new Look(
                route, List.of(), Map.of(), null, List.of(new Signal(kind, "anna", "", now)), suspended, 0));
    }

    private void deliver(Alert... alerts) {
        step(new Look(
                route, List.of(new Look.Heard(Messages.Source_webhook(), List.of(alerts), "")), Map.of(), null, List.of(), suspended, 0));
    }

    private WatchMachine.Decision look(Alert... alerts) {
        List<Alert> all = new ArrayList<>(List.of(alerts));
        return step(new Look(
                route, List.of(new Look.Heard("Alertmanager", all, "")), Map.of(), null, List.of(), suspended, 0));
    }

    private WatchMachine.Decision step(Look look) {
        WatchMachine.Decision decision = new WatchMachine(RollbackRequest.of(arguments)).next(state, look, now);
        state = WatchState.fromJson(decision.state().toJson());
        now = now.plus(Duration.ofSeconds(30));
        return decision;
    }

    private RollbackReport report() {
        return RollbackReport.of(RollbackRequest.of(arguments), state, now);
    }

    private static Alert alert(String name, int secondsAfter) {
        return new Alert("f", true, labels(name), Map.of(), at(secondsAfter), null);
    }

    private static Map<String, String> labels(String name) {
        return Map.of("alertname", name, "model", "fraud", "severity", "critical");
    }

    private static Instant at(int secondsAfter) {
        return RELEASED.plusSeconds(secondsAfter);
    }

    static Release release(String version) {
        return new Release(
                version, "registry/fraud:" + version, "http://" + version, "", "", List.of(), Release.Outcome.PROMOTED,
                Verdict.PASS, "",
                RELEASED.minusSeconds(60), RELEASED);
    }
}
