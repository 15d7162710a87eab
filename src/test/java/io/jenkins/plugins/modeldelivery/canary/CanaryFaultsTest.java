package io.jenkins.plugins.modeldelivery.canary;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.modeldelivery.operation.Signal;
import io.jenkins.plugins.modeldelivery.release.Readiness;
import io.jenkins.plugins.modeldelivery.release.Route;
import io.jenkins.plugins.modeldelivery.release.Strategy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every fault that a release must survive, in virtual time: each ends in a clear state with nothing left half shifted. */
class CanaryFaultsTest {
    private static final int LONG = 2_000;
    private static final String FORBIDDEN = SimulatedRelease.FORBIDDEN;

    private final CanaryPlan plan = SimulatedRelease.plan(List.of(5, 25, 50), "errors not worse");
    private SimulatedRelease world = new SimulatedRelease(plan, 7);

    /** An API server that is gone for a minute, in whatever phase. */
    @ParameterizedTest
    @EnumSource(value = Phase.class, names = {"SHIFTING", "WATCHING", "PROMOTING"})
    void aRouterThatIsGoneForAMinuteCostsOnlyTime(Phase phase) {
        until(phase);
        away(true, false, Duration.ofSeconds(60));
        assertThat(world.lookUntilEnd(LONG).outcome()).isEqualTo(Outcome.PROMOTED);
    }

    @Test
    void aRouterThatIsGoneForAMinuteWhileItGoesBackIsToldAgain() {
        world.canaryErrors = 0.9;
        until(Phase.ROLLING_BACK);
        away(true, false, Duration.ofSeconds(60));
        isBack(world.lookUntilEnd(LONG));
    }

    @Test
    void metricsThatAreGoneForNineMinutesHoldTheShare() {
        until(Phase.WATCHING);
        int share = world.route.canaryPercent();
        away(false, true, Duration.ofMinutes(9));
        assertThat(world.route.canaryPercent()).isEqualTo(share);
        assertThat(world.lookUntilEnd(LONG).outcome()).isEqualTo(Outcome.PROMOTED);
    }

    @Test
    void metricsThatStayAwayLongerThanTheTimeoutTakeItBack() {
        until(Phase.WATCHING);
        away(false, true, Duration.ofMinutes(11));
        isBack(world.lookUntilEnd(LONG));
        assertThat(world.state().reason()).contains("outageTimeout");
    }

    /** What is refused for good, as with 403, is an outage that the timeout ends; the end says that nobody confirmed it. */
    @Test
    void aRouterThatRefusesForGoodEndsUnconfirmed() {
        until(Phase.WATCHING);
        world.routerAway = true;
        CanaryState end = world.lookUntilEnd(LONG);
        assertThat(end.outcome()).isEqualTo(Outcome.UNCONFIRMED);
        assertThat(end.reason()).isNotBlank();
    }

    /** Whoever may read but no longer write, as with 403 on PATCH, does not ask for ever. */
    @Test
    void aRollBackThatIsRefusedForGoodEndsUnconfirmedWithTheCure() {
        world.canaryErrors = 0.9;
        world.refuses = CanaryFaultsTest::takesBack;
        until(Phase.ROLLING_BACK);
        int share = world.route.canaryPercent();
        Instant begun = world.now;
        CanaryState end = world.lookUntilEnd(LONG);
        assertThat(end.outcome()).isEqualTo(Outcome.UNCONFIRMED);
        assertThat(end.reason()).contains(FORBIDDEN, "outageTimeout", "errors not worse");
        assertThat(Duration.between(begun, world.now)).isBetween(Duration.ofMinutes(9), Duration.ofMinutes(11));
        assertThat(world.route.canaryPercent()).as("nothing was taken").isEqualTo(share).isPositive();
    }

    @Test
    void aPromotionThatIsRefusedForGoodIsTakenBackWithTheCure() {
        world.refuses = Action.Promote.class::isInstance;
        until(Phase.PROMOTING);
        isBack(world.lookUntilEnd(LONG));
        assertThat(world.state().reason()).contains(FORBIDDEN, "promotion", "outageTimeout");
    }

    @Test
    void aPromotionThatCannotBeTakenBackEitherEndsUnconfirmed() {
        world.refuses = action -> action instanceof Action.Promote || takesBack(action);
        until(Phase.PROMOTING);
        Instant begun = world.now;
        assertThat(world.lookUntilEnd(LONG).outcome()).isEqualTo(Outcome.UNCONFIRMED);
        assertThat(Duration.between(begun, world.now)).isBetween(Duration.ofMinutes(19), Duration.ofMinutes(22));
    }

    /** Traffic is back, but the version that nobody asks any more may not be deleted. */
    @Test
    void aVersionThatMayNotBeTakenAwayEndsUnconfirmed() {
        starting();
        world.canaryErrors = 0.9;
        world.refuses = Action.Withdraw.class::isInstance;
        assertThat(world.lookUntilEnd(LONG).outcome()).isEqualTo(Outcome.UNCONFIRMED);
        assertThat(world.route.canaryPercent()).isZero();
    }

    /** A quota that filled up, or an account that may no longer write: told once, repeated, and taken back in time. */
    @ParameterizedTest
    @ValueSource(classes = {Action.Deploy.class, Action.Shift.class})
    void whatTheRouterNeverTakesIsTakenBack(Class<? extends Action> order) {
        starting();
        world.refuses = action -> order.isInstance(action) && !takesBack(action);
        Instant begun = world.now;
        isBack(world.lookUntilEnd(LONG));
        assertThat(Duration.between(begun, world.now)).isBetween(Duration.ofMinutes(10), Duration.ofMinutes(12));
        assertThat(world.state().reason()).contains("refused the order longer than outageTimeout", SimulatedRelease.FORBIDDEN);
        assertThat(world.state().timeline().events()).filteredOn(event -> event.text().contains("does not take the order")).hasSize(1);
    }

    /** A lock that can no longer be renewed: the router answers, but is not ours to order. */
    @Test
    void aPromotionThatIsNotOursToOrderAnyMoreIsTakenBack() {
        world.refuses = Action.Promote.class::isInstance;
        until(Phase.PROMOTING);
        world.trouble = "cannot update the lease: " + FORBIDDEN;
        isBack(world.lookUntilEnd(LONG));
        assertThat(world.state().reason()).contains(world.trouble);
    }

    @ParameterizedTest
    @CsvSource({"0.01,PROMOTING,PROMOTED", "0.9,ROLLING_BACK,ROLLED_BACK"})
    void ordersThatAreRefusedForNineMinutesAreRepeated(double errors, Phase phase, Outcome outcome) {
        world.canaryErrors = errors;
        world.refuses = action -> action instanceof Action.Promote || takesBack(action);
        until(phase);
        lookFor(Duration.ofMinutes(9));
        assertThat(world.state().phase()).isEqualTo(phase);
        world.refuses = action -> false;
        assertThat(world.lookUntilEnd(LONG).outcome()).isEqualTo(outcome);
    }

    /** As in a restart: one refusal before an hour in which nobody tried is not an hour of refusals. */
    @Test
    void timeInWhichNobodyTriedIsNoRefusal() {
        world.canaryErrors = 0.9;
        world.refuses = CanaryFaultsTest::takesBack;
        until(Phase.ROLLING_BACK);
        world.refuses = action -> false;
        world.now = world.now.plus(Duration.ofHours(1));
        isBack(world.lookUntilEnd(LONG));
    }

    /** Conflicts, as with 409: the order is not taken, and repeated at the next look. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5})
    void anOrderThatIsNotTakenIsRepeated(int conflicts) {
        for (int i = 0; i < LONG && !world.state().hasEnded(); i++) {
            world.losesActions = i % (conflicts + 1) != 0;
            world.look();
        }
        assertThat(world.state().outcome()).isEqualTo(Outcome.PROMOTED);
        assertThat(world.route.hasPromoted(SimulatedRelease.CANARY)).isTrue();
    }

    @Test
    void aSlowRouterCostsOnlyTime() {
        for (int i = 0; i < LONG && !world.state().hasEnded(); i++) {
            world.look();
            world.now = world.now.plusSeconds(25);
        }
        assertThat(world.state().outcome()).isEqualTo(Outcome.PROMOTED);
    }

    @ParameterizedTest
    @CsvSource({"-86400,PROMOTED", "-5,PROMOTED", "5,PROMOTED", "1800,PROMOTED", "86400,ROLLED_BACK"})
    void aClockThatJumpsNeverShiftsTraffic(long seconds, Outcome outcome) {
        until(Phase.WATCHING);
        int share = world.route.canaryPercent();
        world.now = world.now.plusSeconds(seconds);
        world.look();
        assertThat(world.route.canaryPercent()).isIn(share, 25, 0);
        assertThat(world.lookUntilEnd(LONG).outcome()).isEqualTo(outcome);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 24, 100})
    void aShareThatTheRoutesOwnerRevertsIsGivenUp(int other) {
        until(Phase.WATCHING);
        world.route = new Route(SimulatedRelease.STABLE, SimulatedRelease.CANARY, other);
        isBack(world.lookUntilEnd(LONG));
        assertThat(world.state().reason()).contains("somebody else gave the canary " + other + " %");
    }

    @Test
    void aRouterThatNeverTakesAShareEndsWithTheTime() {
        world.reverts = true;
        CanaryState end = world.lookUntilEnd(LONG);
        assertThat(end.outcome()).isEqualTo(Outcome.ROLLED_BACK);
        assertThat(end.timing().worked()).isGreaterThanOrEqualTo(Duration.ofHours(2).toMillis());
    }

    @Test
    void aCanaryThatSomebodyElseReplacesIsLeftToThem() {
        until(Phase.WATCHING);
        world.route = new Route(SimulatedRelease.STABLE, "http://other", 5);
        int orders = world.applied.size();
        assertThat(world.lookUntilEnd(LONG).outcome()).isEqualTo(Outcome.UNCONFIRMED);
        assertThat(world.applied).hasSize(orders);
    }

    /** Taking the canary away as well would leave nobody to answer. */
    @ParameterizedTest
    @EnumSource(value = Phase.class, names = {"SHIFTING", "WATCHING", "PROMOTING", "ROLLING_BACK"})
    void aCanaryWhoseStableVersionSomebodyDeletesIsLeftServing(Phase phase) {
        world.canaryErrors = phase == Phase.ROLLING_BACK ? 0.9 : 0.01;
        until(phase);
        world.route = new Route("", SimulatedRelease.CANARY, 0, Readiness.failed("deployment fraud is gone"));
        world.reverts = true;
        int orders = world.applied.size();
        CanaryState end = world.lookUntilEnd(LONG);
        assertThat(end.outcome()).isEqualTo(Outcome.UNCONFIRMED);
        assertThat(end.reason()).contains("the stable version is gone");
        assertThat(world.applied).hasSize(orders);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ImagePullBackOff: not found", "CrashLoopBackOff: exit 1", "quota gpus: 2 of 2 used"})
    void aVersionThatCannotComeUpIsTakenAwayWithTheReason(String reason) {
        starting();
        world.readiness = Readiness.failed(reason);
        isBack(world.lookUntilEnd(LONG));
        assertThat(world.state().reason()).contains(reason);
        assertThat(world.route.hasCanary()).isFalse();
    }

    @Test
    void aVersionThatIsNeverReadyIsTakenAwayWithTheTime() {
        starting();
        world.readiness = Readiness.waiting("1 of 2 pods are ready");
        isBack(world.lookUntilEnd(LONG));
        assertThat(world.state().reason()).contains("1 of 2 pods are ready");
    }

    @Test
    void aVersionThatDiesUnderTrafficIsTakenAway() {
        starting();
        until(Phase.WATCHING);
        world.route = new Route(
                SimulatedRelease.STABLE, world.route.canary(), world.route.canaryPercent(), Readiness.failed("OOMKilled"));
        isBack(world.lookUntilEnd(LONG));
        assertThat(world.state().reason()).contains("OOMKilled");
    }

    /** Pods of a cluster come up one after another, and somebody sees that they should not. */
    @Test
    void aPromotionUnderWayIsTakenBackByAPersonsWord() {
        world.refuses = Action.Promote.class::isInstance;
        until(Phase.PROMOTING);
        world.signal(Signal.Kind.ROLL_BACK);
        world.look();
        assertThat(world.state().phase()).isEqualTo(Phase.ROLLING_BACK);
        isBack(world.lookUntilEnd(LONG));
    }

    /** A build whose agent is gone, or that is gone itself, is aborted. */
    @ParameterizedTest
    @EnumSource(value = Phase.class, names = {"SHIFTING", "WATCHING"})
    void aBuildThatIsGoneTakesItBack(Phase phase) {
        until(phase);
        world.aborted = true;
        isBack(world.lookUntilEnd(LONG));
    }

    @ParameterizedTest
    @EnumSource(value = Phase.class, names = {"SHIFTING", "WATCHING"})
    void aNewerReleaseTakesTheOlderBackFirst(Phase phase) {
        until(phase);
        world.signal(Signal.Kind.SUPERSEDE);
        isBack(world.lookUntilEnd(LONG));
        assertThat(world.state().reason()).contains("newer release");
    }

    /** Killed once at each look in turn, before it acts or after: what comes out is what comes out without. */
    @ParameterizedTest
    @CsvSource({"0.01,PROMOTED", "0.9,ROLLED_BACK"})
    void aControllerMayDieAtEveryTransition(double errors, Outcome outcome) {
        world.canaryErrors = errors;
        List<Phase> phases = new ArrayList<>();
        int looks = 0;
        while (!world.state().hasEnded()) {
            world.look();
            phases.add(world.state().phase());
            looks++;
        }
        assertThat(world.state().outcome()).isEqualTo(outcome);
        assertThat(phases).contains(Phase.SHIFTING, Phase.WATCHING);
        for (int death = 0; death < looks; death++) {
            SimulatedRelease killed = new SimulatedRelease(plan, 7);
            killed.canaryErrors = errors;
            for (int i = 0; i < LONG && !killed.state().hasEnded(); i++) {
                killed.losesActions = i == death;
                killed.look();
                // Down for two minutes; the next process goes on from what was saved.
                killed.now = i == death ? killed.now.plusSeconds(120) : killed.now;
            }
            assertThat(killed.state().outcome()).as("killed at look %s", death).isEqualTo(outcome);
        }
    }

    private static boolean takesBack(Action action) {
        return action instanceof Action.Shift shift && shift.canaryPercent() == 0;
    }

    private void starting() {
        world = new SimulatedRelease(
                new CanaryPlan(
                        List.of(5, 25), plan.judge(), plan.limits(), plan.policy(), List.of(), List.of(),
                        new Takeover(Strategy.CANARY, true, false, false)),
                7);
    }

    private void until(Phase phase) {
        for (int i = 0; i < LONG && world.state().phase() != phase; i++) {
            world.look();
        }
        assertThat(world.state().phase()).isEqualTo(phase);
    }

    private void away(boolean router, boolean metrics, Duration time) {
        world.routerAway = router;
        world.metricsAway = metrics;
        lookFor(time);
        world.routerAway = false;
        world.metricsAway = false;
    }

    private void lookFor(Duration time) {
        Instant end = world.now.plus(time);
        while (world.now.isBefore(end) && !world.state().hasEnded()) {
            Instant before = world.now;
            world.look();
            world.now = world.now.equals(before) ? before.plusSeconds(1) : world.now;
        }
    }

    private void isBack(CanaryState end) {
        assertThat(end.outcome()).as(end.reason()).isEqualTo(Outcome.ROLLED_BACK);
        assertThat(world.route.canaryPercent()).isZero();
        assertThat(world.route.stable()).isEqualTo(SimulatedRelease.STABLE);
    }
}
