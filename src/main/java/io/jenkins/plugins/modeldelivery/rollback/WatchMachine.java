package io.jenkins.plugins.modeldelivery.rollback;

import io.jenkins.plugins.modeldelivery.gate.AlertRule;
import io.jenkins.plugins.modeldelivery.operation.Signal;
import io.jenkins.plugins.modeldelivery.prometheus.Alert;
import io.jenkins.plugins.modeldelivery.release.Route;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Decides what a watch does next, from what it is and what is heard: a pure function. The router is right about facts, the
 * state about intent: the former version is ordered back at every look until the router shows it.
 */
public final class WatchMachine {
    private static final Duration ROUTER_TIMEOUT = Duration.ofMinutes(10);

    private final RollbackRequest request;

    public WatchMachine(RollbackRequest request) {
        this.request = request;
    }

    /**
     * One decision.
     *
     * @param restores whether the former version is to be brought back, once the state is saved
     * @param pause how long until the next look
     */
    public record Decision(WatchState state, boolean restores, Duration pause) {}

    /** The next state and what to do outside. A state that is over stays as it is. */
    public Decision next(WatchState before, Look look, Instant now) {
        if (before.hasEnded()) {
            return new Decision(before, false, Duration.ZERO);
        }
        WatchState heard = hear(presence(before.at(now), look), look);
        WatchState after = before.phase() == Phase.WATCHING ? watching(heard, look) : rollingBack(heard, look.route());
        boolean restores = after.phase() == Phase.ROLLING_BACK && look.route() != null;
        return new Decision(after, restores, after.phase() == before.phase() ? request.interval() : Duration.ZERO);
    }

    /** What a person can ask of a watch in this state; whoever rolls back already goes through with it. */
    Set<Signal.Kind> hears(WatchState state) {
        if (state.phase() != Phase.WATCHING) {
            return Set.of();
        }
        boolean ends = request.onAbort() == RollbackRequest.OnAbort.STOP || !request.detach();
        return ends ? Set.of(Signal.Kind.ROLL_BACK, Signal.Kind.ABORT) : Set.of(Signal.Kind.ROLL_BACK);
    }

    /** Keeps account of who is away; an alert of a source that is away has not ended. */
    private WatchState presence(WatchState state, Look look) {
        boolean away = state.awaySince() >= 0;
        if (look.isWhole()) {
            return away ? state.away(-1).noting(Messages.Event_back()) : state;
        }
        String trouble = look.heard().stream()
                .filter(heard -> !heard.answered())
                .map(heard -> heard.source() + ": " + heard.trouble())
                .collect(Collectors.joining("; "));
        return away ? state : state.away(state.elapsed()).noting(Messages.Event_away(trouble.isEmpty() ? Messages.Router() : trouble));
    }

    /** Lists every alert that is news, each with what was made of it. */
    private WatchState hear(WatchState state, Look look) {
        Instant now = Instant.ofEpochMilli(state.seenAt());
        Causality causality = new Causality(
                request.alerts(), Instant.ofEpochMilli(state.released().since()), request.clearFor());
        List<Alert> all = new ArrayList<>();
        look.heard().forEach(heard -> all.addAll(heard.alerts()));
        Map<String, WatchState.Spell> spells = causality.spells(state.firing(), all, now);
        Map<String, String> standing = causality.standing(state.standing(), look.delivered());
        Map<String, Long> rules = rulesTrueSince(state, look);
        WatchState after = state.hearing(
                look.inbox(), spells, standing, rules, look.counters() == null ? state.counters() : look.counters());
        Set<String> known = state.seen().stream().map(SeenAlert::identity).collect(Collectors.toSet());
        Set<String> counted = state.seen().stream().filter(SeenAlert::counted).map(SeenAlert::identity).collect(Collectors.toSet());
        for (Look.Heard heard : look.heard()) {
            for (Alert alert : heard.alerts()) {
                Optional<String> excuse = causality.excuse(alert, spells, all, standing, now);
                // What excused an alert may end while it goes on to fire.
                if (known.add(alert.identity()) || excuse.isEmpty() && counted.add(alert.identity())) {
                    after = after.listing(SeenAlert.of(
                            alert, heard.source(), state.seenAt(), excuse.isEmpty(), excuse.orElse(Messages.Excuse_none())));
                }
            }
        }
        return fired(after);
    }

    /** For each rule that is true the elapsed time since which it is. Without an answer it stays as it was. */
    private Map<String, Long> rulesTrueSince(WatchState state, Look look) {
        Map<String, Long> since = new HashMap<>();
        for (AlertRule rule : request.rules()) {
            double value = value(rule, state, look);
            Long before = state.ruleSince().get(rule.text());
            if (Double.isNaN(value) ? before != null : rule.relation().holds(value, rule.limit())) {
                since.put(rule.text(), before == null ? state.elapsed() : before);
            }
        }
        return since;
    }

    /** NaN when there is no answer, or no request was counted since the last look. */
    private static double value(AlertRule rule, WatchState state, Look look) {
        if (rule.subject().name().equals(RollbackRequest.PROMQL)) {
            return look.promql().getOrDefault(rule.text(), Double.NaN);
        }
        return look.counters() == null || state.counters() == null
                ? Double.NaN
                : look.counters().errorRateSince(state.counters());
    }

    private WatchState fired(WatchState state) {
        WatchState after = state;
        for (AlertRule rule : request.rules()) {
            boolean listed = after.seen().stream().anyMatch(alert -> alert.identity().equals(rule.text()));
            if (!listed && hasHeld(rule, after)) {
                long held = state.elapsed() - state.ruleSince().get(rule.text());
                String began = Instant.ofEpochMilli(state.seenAt() - held).toString();
                after = after.listing(new SeenAlert(
                        rule.text(), rule.text(), rule.text(), "", Messages.Source_rule(), true, began, state.seenAt(), true,
                        Messages.Excuse_none()));
            }
        }
        return after;
    }

    private WatchState watching(WatchState state, Look look) {
        Optional<Signal> person = look.signals().stream().filter(signal -> signal.kind() == Signal.Kind.ROLL_BACK).findFirst();
        if (person.isPresent()) {
            return alarmed(state, Messages.Cause_person(), wish(person.get()), true);
        }
        if (look.asks(Signal.Kind.SUPERSEDE)) {
            return end(state, Outcome.REPLACED, "", Messages.Reason_superseded());
        }
        if (look.asks(Signal.Kind.ABORT) && request.onAbort() == RollbackRequest.OnAbort.STOP) {
            return end(state, Outcome.STOPPED, "", Messages.Reason_aborted());
        }
        if (look.route() != null && !look.route().stable().equals(state.released().endpoint())) {
            return end(state, Outcome.REPLACED, "", Messages.Reason_replaced(look.route().stable()));
        }
        Optional<SeenAlert> trouble = state.seen().stream().filter(SeenAlert::counted).reduce((first, last) -> last);
        if (trouble.isPresent() && !look.suspended() && !hasRecovered(trouble.get(), state, look)) {
            return alarmed(state, trouble.get().name(), Messages.Reason_alert(trouble.get().name(), trouble.get().startsAt()), false);
        }
        boolean over = state.elapsed() >= request.watch().toMillis() || look.asks(Signal.Kind.FINISH);
        return over ? timeUp(state, trouble) : state;
    }

    /**
     * Whether trouble that was only recorded, while automation was suspended, is over. Only who judges it itself can say so:
     * a rule, or Prometheus. To an Alertmanager an alert has ended also when Prometheus is dead.
     */
    private boolean hasRecovered(SeenAlert trouble, WatchState state, Look look) {
        if (!look.isWhole()) {
            return false;
        }
        Optional<AlertRule> rule =
                request.rules().stream().filter(known -> known.text().equals(trouble.identity())).findFirst();
        if (rule.isPresent()) {
            return !hasHeld(rule.get(), state);
        }
        WatchState.Spell spell = state.firing().get(trouble.fingerprint());
        long quiet = spell == null ? Long.MAX_VALUE : state.seenAt() - spell.last();
        return request.asksPrometheusForAlerts() && quiet > 0 && quiet >= request.clearFor().toMillis();
    }

    /** Whether the rule is true, and has been for as long as it asks. */
    private static boolean hasHeld(AlertRule rule, WatchState state) {
        Long since = state.ruleSince().get(rule.text());
        return since != null && state.elapsed() - since >= rule.duration().toMillis();
    }

    private static String wish(Signal signal) {
        return signal.reason().isEmpty()
                ? Messages.Reason_person()
                : Messages.Reason_asked(signal.by().isEmpty() ? Messages.Somebody() : signal.by(), signal.reason());
    }

    private WatchState timeUp(WatchState state, Optional<SeenAlert> trouble) {
        if (trouble.isPresent()) {
            return end(state, Outcome.ALARMED, trouble.get().name(), Messages.Reason_suspended(trouble.get().name()));
        }
        return state.awaySince() >= 0
                ? end(state, Outcome.UNKNOWN, "", Messages.Reason_away())
                : end(state, Outcome.CLEAN, "", Messages.Reason_clean());
    }

    /** @param person whether somebody asked for it, who needs no permission of the request */
    private WatchState alarmed(WatchState state, String cause, String why, boolean person) {
        if (request.dryRun()) {
            return end(state, Outcome.ALARMED, cause, why + " " + Messages.Reason_dryRun(shown(state.former())));
        }
        if (!request.allowed() && !person) {
            return end(state, Outcome.ALARMED, cause, why + " " + Messages.Reason_forbidden());
        }
        if (state.former() == null) {
            return end(state, Outcome.ALARMED, cause, why + " " + Messages.Reason_noFormer());
        }
        return state.rollingBack(cause, why).noting(Messages.Event_rollBack(shown(state.former()), why));
    }

    private WatchState rollingBack(WatchState state, Route route) {
        boolean back = route != null && route.hasPromoted(state.former().endpoint());
        if (back && route.readiness().isReady()) {
            return end(state, Outcome.ROLLED_BACK, state.cause(), state.reason());
        }
        if (back && route.readiness().hasFailed()) {
            return end(state, Outcome.UNCONFIRMED, state.cause(), state.reason() + " " + route.readiness().reason());
        }
        if (state.elapsed() >= request.watch().plus(ROUTER_TIMEOUT).toMillis()) {
            return end(state, Outcome.UNCONFIRMED, state.cause(), state.reason() + " " + Messages.Reason_notBack());
        }
        boolean lost = state.awaySince() >= 0 && state.elapsed() - state.awaySince() >= ROUTER_TIMEOUT.toMillis();
        return route == null && lost ? end(state, Outcome.UNCONFIRMED, state.cause(), state.reason()) : state;
    }

    private static WatchState end(WatchState state, Outcome outcome, String cause, String why) {
        return state.over(outcome, cause, why).noting(Narration.of(outcome, why));
    }

    static String shown(WatchState.Version version) {
        return version == null ? Messages.Former_none() : version.shown();
    }
}
