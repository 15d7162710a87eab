package io.jenkins.plugins.modeldelivery.canary;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.modeldelivery.operation.Signal;
import io.jenkins.plugins.modeldelivery.release.Readiness;
import io.jenkins.plugins.modeldelivery.release.Route;
import io.jenkins.plugins.modeldelivery.release.Strategy;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How versions come up, are warmed up and are taken away by a router that starts them, in virtual time. */
class TakeoverTest {
    private SimulatedRelease world = new SimulatedRelease(plan(Strategy.CANARY, true, false), 1);

    @Test
    void theNewVersionIsBroughtUpBeforeItGetsTraffic() {
        world.readiness = Readiness.waiting("0 of 1 pods are ready");
        for (int i = 0; i < 20; i++) {
            world.look();
        }
        assertThat(world.applied).containsOnly(new Action.Deploy(world.state().canary()));
        assertThat(world.state().canary()).isEqualTo(world.state().release());
        world.readiness = Readiness.READY;

        assertThat(world.lookUntilEnd(100).outcome()).isEqualTo(Outcome.PROMOTED);
        assertThat(world.applied).endsWith(
                new Action.Shift(5), new Action.Shift(25), new Action.Promote(world.state().canary()));
    }

    @Test
    void aVersionThatCannotComeUpIsTakenAway() {
        world.readiness = Readiness.failed("ImagePullBackOff: no such image");

        CanaryState end = world.lookUntilEnd(20);

        assertThat(end.outcome()).isEqualTo(Outcome.ROLLED_BACK);
        assertThat(end.reason()).contains("ImagePullBackOff");
        assertThat(world.applied).endsWith(new Action.Withdraw(end.canary()));
        assertThat(world.route.hasCanary()).isFalse();
    }

    @Test
    void aVersionThatNeverComesUpIsTakenAwayWhenTimeIsUp() {
        world.readiness = Readiness.waiting("1 pod is pending: Insufficient nvidia.com/gpu");

        CanaryState end = world.lookUntilEnd(10_000);

        assertThat(end.outcome()).isEqualTo(Outcome.ROLLED_BACK);
        assertThat(end.reason()).contains("maxDuration").contains("Insufficient nvidia.com/gpu");
    }

    @Test
    void theRouteGoesBackBeforeTheVersionIsTakenAway() {
        world.canaryErrors = 0.9;

        CanaryState end = world.lookUntilEnd(100);

        assertThat(end.outcome()).isEqualTo(Outcome.ROLLED_BACK);
        assertThat(world.applied).endsWith(new Action.Shift(0), new Action.Withdraw(end.canary()));
    }

    @Test
    void aCanaryThatSomebodyDeletesIsTakenBack() {
        lookUntil(Phase.WATCHING);
        world.route = new Route(SimulatedRelease.STABLE, "", 0);

        CanaryState end = world.lookUntilEnd(20);

        assertThat(end.outcome()).isEqualTo(Outcome.ROLLED_BACK);
        assertThat(end.reason()).contains("gone");
    }

    @Test
    void aRouteThatSomebodyKeepsRevertingEndsInAClearState() {
        lookUntil(Phase.WATCHING);
        world.route = new Route(SimulatedRelease.STABLE, world.state().canary(), 60);
        world.look();
        assertThat(world.state().phase()).isEqualTo(Phase.ROLLING_BACK);
        assertThat(world.state().reason()).contains("60 % instead of 5 %");
        world.reverts = true;
        world.look();
        world.reverts = false;

        assertThat(world.lookUntilEnd(20).outcome()).isEqualTo(Outcome.ROLLED_BACK);
    }

    @Test
    void anAbortWhileItComesUpLeavesNothingBehindEvenUnderHold() {
        world.readiness = Readiness.waiting("pulling");
        lookUntil(Phase.DEPLOYING);
        world.signal(Signal.Kind.ABORT);

        assertThat(world.lookUntilEnd(20).outcome()).isEqualTo(Outcome.ROLLED_BACK);
        assertThat(world.route.hasCanary()).isFalse();
    }

    @Test
    void warmUpEndsWhenAnswersGetNoFaster() {
        world = new SimulatedRelease(plan(Strategy.CANARY, true, true), 1);
        lookUntil(Phase.WARMING);
        for (double seconds : new double[] {2.0, 1.0, 0.5, 0.3}) {
            world.warmth = new WarmUp.Round(10, 0, seconds);
            world.look();
            assertThat(world.state().phase()).isEqualTo(Phase.WARMING);
        }
        world.warmth = new WarmUp.Round(10, 0, 0.29);
        world.look();

        assertThat(world.state().phase()).isEqualTo(Phase.SHIFTING);
        assertThat(world.lookUntilEnd(100).outcome()).isEqualTo(Outcome.PROMOTED);
    }

    @Test
    void aVersionThatAnswersNoWarmUpGetsNoTraffic() {
        world = new SimulatedRelease(plan(Strategy.CANARY, true, true), 1);
        world.warmth = new WarmUp.Round(0, 10, Double.NaN);

        CanaryState end = world.lookUntilEnd(50);

        assertThat(end.outcome()).isEqualTo(Outcome.ROLLED_BACK);
        assertThat(world.applied).doesNotContain(new Action.Shift(5));
    }

    @Test
    void aShadowIsComparedToTheEnd() {
        world = new SimulatedRelease(plan(Strategy.SHADOW, true, false), 1);
        assertThat(world.lookUntilEnd(200).outcome()).isEqualTo(Outcome.PROMOTED);
    }

    private void lookUntil(Phase phase) {
        for (int i = 0; i < 20 && world.state().phase() != phase; i++) {
            world.look();
        }
        assertThat(world.state().phase()).isEqualTo(phase);
    }

    private static CanaryPlan plan(Strategy strategy, boolean starts, boolean warmsUp) {
        List<Integer> steps = List.of(5, 25);
        CanaryPlan plan = SimulatedRelease.plan(steps, "errors not worse");
        return new CanaryPlan(
                steps, plan.judge(), plan.limits(), plan.policy(), List.of(), List.of(),
                new Takeover(strategy, starts, false, warmsUp));
    }
}
