package io.jenkins.plugins.modeldelivery.canary;

import io.jenkins.plugins.modeldelivery.judge.JudgePlan;
import io.jenkins.plugins.modeldelivery.operation.Signal;
import io.jenkins.plugins.modeldelivery.operation.Verdict;
import io.jenkins.plugins.modeldelivery.release.Readiness;
import io.jenkins.plugins.modeldelivery.release.Route;
import io.jenkins.plugins.modeldelivery.release.Strategy;
import io.jenkins.plugins.modeldelivery.release.metrics.Scrape;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Predicate;

/** A router, two servers and their traffic in virtual time, with every fault that a test wants. */
final class SimulatedRelease {
    static final String STABLE = "http://stable";
    static final String CANARY = "http://canary";
    static final String FORBIDDEN = "permission is missing; grant it to the account";
    static final int REQUESTS_PER_LOOK = 1000;

    Route route = new Route(STABLE, CANARY, 0);
    Instant now = Instant.parse("2026-01-01T00:00:00Z");
    double canaryErrors = 0.01;
    boolean routerAway;
    boolean metricsAway;
    boolean aborted;
    boolean suspended;
    boolean quiet;
    /** Lets a crash happen between saving the state and doing what it says. */
    boolean losesActions;
    /** The orders that the router does not take, while it answers whoever reads. */
    Predicate<Action> refuses = action -> false;
    /** What fails beside router and metrics; empty when nothing does. */
    String trouble = "";
    /** The router is right about facts, and somebody else changes them back. */
    boolean reverts;
    /** What the new version waits for or died of, for a router that starts versions. */
    Readiness readiness = Readiness.READY;
    Sighting.Consent consent = Sighting.Consent.GIVEN;
    WarmUp.Round warmth = new WarmUp.Round(1, 0, 0.1);
    /** Everything that reached the router, in order. */
    final List<Action> applied = new ArrayList<>();

    private final Random random;
    private final CanaryPlan plan;
    private final CanaryMachine machine;
    private final double[][] counted = new double[2][2];
    private final List<Signal> signals = new ArrayList<>();
    private CanaryState state;

    SimulatedRelease(CanaryPlan plan, long seed) {
        this.plan = plan;
        this.machine = new CanaryMachine(plan);
        this.random = new Random(seed);
        this.state = CanaryState.start(now, Inputs.NONE);
        if (plan.takeover().startsVersions()) {
            route = new Route(STABLE, "", 0);
        }
    }

    static CanaryPlan plan(List<Integer> steps, String... checks) {
        return new CanaryPlan(
                steps,
                JudgePlan.of(List.of(checks), 0.05, 100),
                new Limits(100, Duration.ofSeconds(30), Duration.ofHours(2), Duration.ofMinutes(10)),
                new Policy(Policy.AtEnd.ROLLBACK, Policy.OnOutage.ROLLBACK, Policy.OnAbort.ROLLBACK),
                List.of(),
                List.of(),
                new Takeover(Strategy.CANARY, false, true, false));
    }

    CanaryState state() {
        return state;
    }

    Verdict verdict() {
        return state.evidence().verdict(plan.judge(state.firstRelease()));
    }

    void signal(Signal.Kind kind) {
        signals.add(new Signal(kind, "ada", "because", now));
    }

    /** One look, one decision, its actions, and the time until the next look. Every state passes through JSON. */
    CanaryMachine.Decision look() {
        if (aborted) {
            signal(Signal.Kind.ABORT);
        }
        boolean begins = state.phase() == Phase.PREFLIGHT && !routerAway && !metricsAway;
        Sighting seen = new Sighting(
                routerAway ? null : route,
                metricsAway ? null : scrape(),
                routerAway || metricsAway ? "no answer" : trouble,
                signals,
                suspended,
                begins ? consent : null,
                state.phase() == Phase.WARMING ? warmth : null);
        signals.clear();
        CanaryMachine.Decision decision = machine.next(state, seen, now);
        state = CanaryState.fromJson(decision.state().toJson());
        if (!losesActions && !routerAway) {
            decision.actions().forEach(this::order);
        }
        pass(decision.pause());
        return decision;
    }

    CanaryState lookUntilEnd(int most) {
        for (int i = 0; i < most && !state.hasEnded(); i++) {
            look();
        }
        return state;
    }

    private void order(Action action) {
        boolean refused = refuses.test(action);
        state = CanaryState.fromJson(state.answered(refused ? FORBIDDEN : "").toJson());
        if (!refused) {
            apply(action);
        }
    }

    private void apply(Action action) {
        applied.add(action);
        if (reverts && !(action instanceof Action.Deploy)) {
            return;
        }
        if (action instanceof Action.Shift shift) {
            route = new Route(route.stable(), route.canary(), shift.canaryPercent(), readiness);
        } else if (action instanceof Action.Deploy deploy) {
            route = new Route(route.stable(), deploy.release(), 0, readiness);
        } else if (action instanceof Action.Withdraw) {
            route = new Route(route.stable(), "", 0);
        } else if (action instanceof Action.Promote promote && promote.canary().equals(route.canary())) {
            route = new Route(route.canary(), "", 0);
        }
    }

    private void pass(Duration pause) {
        now = now.plus(pause);
        if (quiet || pause.isZero()) {
            return;
        }
        for (int i = 0; i < REQUESTS_PER_LOOK; i++) {
            int arm = random.nextInt(100) < route.canaryPercent() ? 1 : 0;
            counted[arm][0]++;
            counted[arm][1] += random.nextDouble() < (arm == 1 ? canaryErrors : 0.01) ? 1 : 0;
        }
    }

    Scrape scrape() {
        return Scrape.ofArms(arm(0), arm(1));
    }

    /** As a restarted proxy has them. */
    void resetCounters() {
        counted[0] = new double[2];
        counted[1] = new double[2];
    }

    private Map<String, Double> arm(int arm) {
        return Map.of("requests", counted[arm][0], "errors", counted[arm][1]);
    }
}
