package io.jenkins.plugins.modeldelivery.canary;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.modeldelivery.judge.JudgePlan;
import io.jenkins.plugins.modeldelivery.operation.Verdict;
import io.jenkins.plugins.modeldelivery.release.Route;
import io.jenkins.plugins.modeldelivery.release.Strategy;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CanaryMachineTest {
    private static final List<Integer> STEPS = List.of(5, 25, 50, 100);
    private static final String ERRORS = "errors not worse";

    private CanaryPlan plan = SimulatedRelease.plan(STEPS, ERRORS);
    private SimulatedRelease world = new SimulatedRelease(plan, 1);

    /** The router is asked again until it shows what was ordered; the time that it took is told. */
    @Test
    void theTimeUntilTheRouterFollowsIsTold() {
        SimulatedRelease world = new SimulatedRelease(SimulatedRelease.plan(List.of(5, 50), "errors not worse"), 7);
        world.losesActions = true;
        while (world.state().timing().sinceOrder() < 12) {
            world.look();
        }
        world.losesActions = false;
        while (world.state().phase() != Phase.WATCHING) {
            world.look();
        }
        world.canaryErrors = 0.9;
        world.lookUntilEnd(1_000);
        assertThat(world.state().timeline().events()).extracting(CanaryEvent::text)
                .anySatisfy(text -> assertThat(text).matches("The router confirms 5 %, (1[5-9]|2[0-9])\\.0 s after the order\\."))
                .contains("The router confirms that all traffic is back, 0.0 s after the order.");
    }

    @Test
    void aGoodCanaryGoesThroughEveryStepAndIsPromoted() {
        CanaryState end = world.lookUntilEnd(100);

        assertThat(end.outcome()).isEqualTo(Outcome.PROMOTED);
        assertThat(world.applied).containsExactly(
                new Action.Shift(5), new Action.Shift(25), new Action.Shift(50), new Action.Shift(100),
                new Action.Promote(SimulatedRelease.CANARY));
        assertThat(world.route).isEqualTo(new Route(SimulatedRelease.CANARY, "", 0));
    }

    @Test
    void aBadCanaryIsRolledBackWithTheCheckAsTheReason() {
        world.canaryErrors = 0.5;

        CanaryState end = world.lookUntilEnd(100);

        assertThat(end.outcome()).isEqualTo(Outcome.ROLLED_BACK);
        assertThat(end.reason()).startsWith(ERRORS + ": ").contains("the canary is worse");
        assertThat(world.route.canaryPercent()).isZero();
        assertThat(world.applied).containsExactly(new Action.Shift(5), new Action.Shift(0));
    }

    @Test
    void timeAloneAdvancesNothing() {
        world.quiet = true;

        CanaryState end = world.lookUntilEnd(1000);

        assertThat(world.applied).containsExactly(new Action.Shift(5), new Action.Shift(0));
        assertThat(end.outcome()).isEqualTo(Outcome.ROLLED_BACK);
        assertThat(end.timing().elapsed()).isEqualTo(plan.limits().maxDuration().toMillis());
    }

    @ParameterizedTest
    @CsvSource({"HOLD, HELD, 5", "ROLLBACK, ROLLED_BACK, 0", "PROMOTE, PROMOTED, 0"})
    void atEndDecidesWhatIsUndecided(Policy.AtEnd atEnd, Outcome outcome, int share) {
        begin(with(atEnd, Policy.OnOutage.ROLLBACK, Policy.OnAbort.ROLLBACK));
        world.quiet = true;

        assertThat(world.lookUntilEnd(1000).outcome()).isEqualTo(outcome);
        assertThat(world.route.canaryPercent()).isEqualTo(share);
    }

    @Test
    void atEndDoesNotPromoteWhatNobodySees() {
        begin(with(Policy.AtEnd.PROMOTE, Policy.OnOutage.HOLD, Policy.OnAbort.ROLLBACK));
        lookUntil(Phase.WATCHING);
        world.metricsAway = true;

        assertThat(world.lookUntilEnd(1000).outcome()).isEqualTo(Outcome.ROLLED_BACK);
        assertThat(world.applied).doesNotContain(new Action.Promote(SimulatedRelease.CANARY));
    }

    @Test
    void whatIsOpenIsClosedBeforeStableGetsNoMoreTraffic() {
        begin(SimulatedRelease.plan(STEPS, "errors not worse by 0.01%"));

        world.lookUntilEnd(30);

        assertThat(world.state().target()).isEqualTo(50);
        assertThat(world.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    }

    @Test
    void anOutageHoldsTheShareAndThenPolicyDecides() {
        lookUntil(Phase.WATCHING);
        world.metricsAway = true;
        world.look();
        assertThat(world.route.canaryPercent()).isEqualTo(5);

        CanaryState end = world.lookUntilEnd(100);

        assertThat(end.outcome()).isEqualTo(Outcome.ROLLED_BACK);
        assertThat(end.reason()).contains("outageTimeout").contains("no answer");
        assertThat(world.route.canaryPercent()).isZero();
    }

    @Test
    void anOutageThatEndsChangesNothing() {
        lookUntil(Phase.WATCHING);
        world.metricsAway = true;
        for (int i = 0; i < 10; i++) {
            world.look();
        }
        world.metricsAway = false;

        assertThat(world.lookUntilEnd(100).outcome()).isEqualTo(Outcome.PROMOTED);
    }

    @Test
    void aRollbackWaitsForItsRouterAndSaysWhenItNeverCame() {
        lookUntil(Phase.WATCHING);
        world.canaryErrors = 0.9;
        while (world.state().phase() != Phase.ROLLING_BACK) {
            world.losesActions = true;
            world.look();
        }
        world.losesActions = false;
        world.routerAway = true;

        CanaryState end = world.lookUntilEnd(200);

        assertThat(end.outcome()).isEqualTo(Outcome.UNCONFIRMED);
        assertThat(end.reason()).contains("outageTimeout").contains(ERRORS);
    }

    @ParameterizedTest
    @CsvSource({"ROLLBACK, ROLLED_BACK, 0", "HOLD, HELD, 5"})
    void anAbortDoesWhatOnAbortSays(Policy.OnAbort onAbort, Outcome outcome, int share) {
        begin(with(Policy.AtEnd.ROLLBACK, Policy.OnOutage.ROLLBACK, onAbort));
        lookUntil(Phase.WATCHING);
        world.aborted = true;

        assertThat(world.lookUntilEnd(5).outcome()).isEqualTo(outcome);
        assertThat(world.route.canaryPercent()).isEqualTo(share);
    }

    @Test
    void anAbortBeforeAnythingWasTouchedTouchesNothing() {
        world.aborted = true;

        assertThat(world.lookUntilEnd(5).outcome()).isEqualTo(Outcome.NOT_STARTED);
        assertThat(world.applied).isEmpty();
    }

    @Test
    void aFirstReleaseTakesAllTrafficAndOnlyAbsoluteChecksCount() {
        begin(SimulatedRelease.plan(STEPS, ERRORS, "errors <= 20%"));
        world.route = new Route("", SimulatedRelease.CANARY, 0);

        CanaryState end = world.lookUntilEnd(100);

        assertThat(end.outcome()).isEqualTo(Outcome.PROMOTED);
        assertThat(world.applied).containsExactly(new Action.Shift(100), new Action.Promote(SimulatedRelease.CANARY));
    }

    @Test
    void aFirstReleaseThatBreaksItsLimitIsTakenBack() {
        begin(SimulatedRelease.plan(STEPS, "errors <= 20%"));
        world.route = new Route("", SimulatedRelease.CANARY, 0);
        world.canaryErrors = 0.5;

        assertThat(world.lookUntilEnd(100).outcome()).isEqualTo(Outcome.ROLLED_BACK);
        assertThat(world.route.canaryPercent()).isZero();
    }

    @Test
    void theSameVersionIsNothingToDo() {
        world.consent = new Sighting.Consent(true, "", "");
        assertThat(world.lookUntilEnd(5).outcome()).isEqualTo(Outcome.NOTHING_TO_DO);

        begin(plan);
        world.route = new Route(SimulatedRelease.STABLE, SimulatedRelease.STABLE, 0);
        assertThat(world.lookUntilEnd(5).outcome()).isEqualTo(Outcome.NOTHING_TO_DO);
        assertThat(world.applied).isEmpty();
    }

    @Test
    void withoutACanaryNothingBegins() {
        world.route = new Route(SimulatedRelease.STABLE, "", 0);

        assertThat(world.lookUntilEnd(5).outcome()).isEqualTo(Outcome.NOT_STARTED);
    }

    @Test
    void aShareThatSomebodyElseSetEndsTheCanary() {
        lookUntil(Phase.WATCHING);
        world.route = new Route(SimulatedRelease.STABLE, SimulatedRelease.CANARY, 80);

        CanaryState end = world.lookUntilEnd(10);

        assertThat(end.outcome()).isEqualTo(Outcome.ROLLED_BACK);
        assertThat(end.reason()).contains("80 % instead of 5 %");
    }

    @Test
    void somebodyElsesCanaryIsLeftAlone() {
        lookUntil(Phase.WATCHING);
        world.route = new Route(SimulatedRelease.STABLE, "http://another", 10);

        assertThat(world.lookUntilEnd(10).outcome()).isEqualTo(Outcome.UNCONFIRMED);
        assertThat(world.route.canaryPercent()).isEqualTo(10);
    }

    @Test
    void aShareThatALostBuildLeftIsTakenOver() {
        world.route = new Route(SimulatedRelease.STABLE, SimulatedRelease.CANARY, 50);

        assertThat(world.lookUntilEnd(100).outcome()).isEqualTo(Outcome.PROMOTED);
        assertThat(world.applied.get(0)).isEqualTo(new Action.Shift(5));
    }

    @Test
    void aClockThatIsSetBackAddsNoTimeAndLosesNoRequests() {
        lookUntil(Phase.WATCHING);
        world.now = world.now.minus(Duration.ofHours(5));
        long before = world.state().timing().elapsed();
        world.look();
        assertThat(world.state().timing().elapsed()).isEqualTo(before);

        assertThat(world.lookUntilEnd(100).outcome()).isEqualTo(Outcome.PROMOTED);
    }

    @Test
    void aRestartedProxyIsNotTakenForNegativeTraffic() {
        lookUntil(Phase.WATCHING);
        world.look();
        world.resetCounters();

        assertThat(world.lookUntilEnd(100).outcome()).isEqualTo(Outcome.PROMOTED);
        assertThat(world.state().timeline().traffic()).allSatisfy(point -> assertThat(point.canary()).isNotNegative());
    }

    @Test
    void theEndStaysTheEnd() {
        CanaryState end = world.lookUntilEnd(100);

        CanaryMachine.Decision again = world.look();

        assertThat(again.state()).isEqualTo(end);
        assertThat(again.actions()).isEmpty();
    }

    private void begin(CanaryPlan other) {
        plan = other;
        world = new SimulatedRelease(other, 1);
    }

    private void lookUntil(Phase phase) {
        for (int i = 0; i < 10 && world.state().phase() != phase; i++) {
            world.look();
        }
        assertThat(world.state().phase()).isEqualTo(phase);
    }

    private static CanaryPlan with(Policy.AtEnd atEnd, Policy.OnOutage onOutage, Policy.OnAbort onAbort) {
        return new CanaryPlan(
                STEPS, JudgePlan.of(List.of(ERRORS), 0.05, 100), SimulatedRelease.plan(STEPS, ERRORS).limits(),
                new Policy(atEnd, onOutage, onAbort), List.of(), List.of(), new Takeover(Strategy.CANARY, false, true, false));
    }
}
