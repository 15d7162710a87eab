package io.jenkins.plugins.modeldelivery.canary;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.modeldelivery.operation.Signal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What people and calendars do to a canary, in virtual time. */
class StepGateTest {
    private static final List<Integer> STEPS = List.of(5, 25, 100);

    private SimulatedRelease world = new SimulatedRelease(plan(List.of(), List.of()), 1);

    @Test
    void aStepThatNeedsAnApprovalWaitsForItHoweverLong() {
        world = new SimulatedRelease(plan(List.of(25), List.of()), 1);
        for (int i = 0; i < 1000; i++) {
            world.look();
        }
        assertThat(world.state().target()).isEqualTo(5);
        assertThat(world.state().hold().awaited()).isEqualTo(25);
        assertThat(world.state().timing().elapsed()).isGreaterThan(Duration.ofHours(8).toMillis());
        assertThat(texts()).filteredOn(text -> text.contains("must agree to 25 %")).hasSize(1);

        world.signal(Signal.Kind.APPROVE);

        assertThat(world.lookUntilEnd(100).outcome()).isEqualTo(Outcome.PROMOTED);
        assertThat(texts()).anySatisfy(text -> assertThat(text).isEqualTo("ada agrees to 25 %."));
    }

    @Test
    void aCheckThatFailsTakesBackWhatWaitsForAnApproval() {
        world = new SimulatedRelease(plan(List.of(25), List.of()), 1);
        for (int i = 0; i < 50; i++) {
            world.look();
        }
        world.canaryErrors = 0.9;

        assertThat(world.lookUntilEnd(50).outcome()).isEqualTo(Outcome.ROLLED_BACK);
    }

    @Test
    void anApprovalThatNothingWaitsForIsPassedOver() {
        world = new SimulatedRelease(plan(List.of(25), List.of()), 1);
        world.signal(Signal.Kind.APPROVE);
        for (int i = 0; i < 50; i++) {
            world.look();
        }
        assertThat(world.state().target()).isEqualTo(5);
        assertThat(texts()).anySatisfy(text -> assertThat(text).contains("ada asked for APPROVE").contains("no sense"));
    }

    @Test
    void theFirstShareAndThePromotionCanNeedOneToo() {
        world = new SimulatedRelease(plan(List.of(5, 100), List.of()), 1);
        for (int i = 0; i < 50; i++) {
            world.look();
        }
        assertThat(world.applied).isEmpty();
        world.signal(Signal.Kind.APPROVE);
        for (int i = 0; i < 200; i++) {
            world.look();
        }
        assertThat(world.state().target()).isEqualTo(25);
        world.signal(Signal.Kind.APPROVE);

        assertThat(world.lookUntilEnd(100).outcome()).isEqualTo(Outcome.PROMOTED);
    }

    @Test
    void aPauseKeepsTheShareAndTheTimeUntilItEnds() {
        lookUntil(Phase.WATCHING);
        world.signal(Signal.Kind.PAUSE);
        for (int i = 0; i < 500; i++) {
            world.look();
        }
        assertThat(world.state().target()).isEqualTo(5);
        assertThat(world.state().timing().reached(Duration.ofMinutes(10))).isFalse();
        world.signal(Signal.Kind.RESUME);

        assertThat(world.lookUntilEnd(100).outcome()).isEqualTo(Outcome.PROMOTED);
    }

    @Test
    void aPauseKeepsTheTimeAlsoWhileNothingIsDue() {
        lookUntil(Phase.WATCHING);
        world.quiet = true;
        world.signal(Signal.Kind.PAUSE);
        for (int i = 0; i < 1000; i++) {
            world.look();
        }
        assertThat(world.state().phase()).isEqualTo(Phase.WATCHING);
        assertThat(texts()).filteredOn(text -> text.contains("ada pauses it")).hasSize(1);
        world.signal(Signal.Kind.RESUME);

        assertThat(world.lookUntilEnd(1000).outcome()).isEqualTo(Outcome.ROLLED_BACK);
    }

    @Test
    void aFreezeHoldsTheBeginningAndEachStepButNoRollback() {
        FreezeWindow newYear = FreezeWindow.parse("2025-12-31 00:00-2026-01-02 00:00 UTC");
        world = new SimulatedRelease(plan(List.of(), List.of(newYear)), 1);
        for (int i = 0; i < 100; i++) {
            world.look();
        }
        assertThat(world.applied).isEmpty();
        assertThat(world.state().phase()).isEqualTo(Phase.PREFLIGHT);

        world.now = Instant.parse("2026-01-02T00:00:00Z");
        lookUntil(Phase.WATCHING);
        world.now = Instant.parse("2026-01-01T00:00:00Z");
        for (int i = 0; i < 100; i++) {
            world.look();
        }
        assertThat(world.state().target()).isEqualTo(5);
        world.canaryErrors = 0.9;

        assertThat(world.lookUntilEnd(50).outcome()).isEqualTo(Outcome.ROLLED_BACK);
    }

    @Test
    void whoAdvancesOrPromotesDoesNotWaitForEvidence() {
        world.quiet = true;
        lookUntil(Phase.WATCHING);
        world.signal(Signal.Kind.ADVANCE);
        world.look();
        assertThat(world.state().target()).isEqualTo(25);
        lookUntil(Phase.WATCHING);
        world.signal(Signal.Kind.PROMOTE);

        CanaryState end = world.lookUntilEnd(10);

        assertThat(end.outcome()).isEqualTo(Outcome.PROMOTED);
        assertThat(end.reason()).isEqualTo("ada asked for it: because");
    }

    @Test
    void nobodyAdvancesWhatNobodySees() {
        lookUntil(Phase.WATCHING);
        world.metricsAway = true;
        world.signal(Signal.Kind.PROMOTE);
        world.look();

        assertThat(world.route.canaryPercent()).isEqualTo(5);
        assertThat(texts()).anySatisfy(text -> assertThat(text).contains("asked for PROMOTE"));
    }

    @Test
    void whoAsksToGoBackGoesBack() {
        lookUntil(Phase.WATCHING);
        world.signal(Signal.Kind.ROLL_BACK);

        CanaryState end = world.lookUntilEnd(10);

        assertThat(end.outcome()).isEqualTo(Outcome.ROLLED_BACK);
        assertThat(end.reason()).isEqualTo("ada asked for it: because");
    }

    @Test
    void aNewerReleaseSendsAnOlderBack() {
        lookUntil(Phase.WATCHING);
        world.signal(Signal.Kind.SUPERSEDE);

        assertThat(world.lookUntilEnd(10).outcome()).isEqualTo(Outcome.ROLLED_BACK);
    }

    @Test
    void whatIsSuspendedDoesNothingByItselfAndAllThatPeopleAskFor() {
        lookUntil(Phase.WATCHING);
        world.suspended = true;
        for (int i = 0; i < 50; i++) {
            world.look();
        }
        assertThat(world.state().target()).isEqualTo(5);
        world.canaryErrors = 0.9;
        for (int i = 0; i < 50; i++) {
            world.look();
        }
        assertThat(world.state().phase()).isEqualTo(Phase.WATCHING);
        assertThat(world.state().hold().reason()).contains("suspended");
        world.signal(Signal.Kind.ROLL_BACK);

        assertThat(world.lookUntilEnd(10).outcome()).isEqualTo(Outcome.ROLLED_BACK);
    }

    @Test
    void aWebhookThatRefusesEndsItBeforeItBegins() {
        world.consent = new Sighting.Consent(false, "the change board says no", "");

        assertThat(world.lookUntilEnd(5).outcome()).isEqualTo(Outcome.NOT_STARTED);
        assertThat(world.applied).isEmpty();
    }

    @Test
    void aWebhookThatHasNotDecidedIsAskedAgain() {
        world.consent = new Sighting.Consent(false, "", "the change board thinks");
        for (int i = 0; i < 20; i++) {
            world.look();
        }
        assertThat(world.applied).isEmpty();
        world.consent = Sighting.Consent.GIVEN;

        assertThat(world.lookUntilEnd(100).outcome()).isEqualTo(Outcome.PROMOTED);
    }

    private List<String> texts() {
        return world.state().timeline().events().stream().map(CanaryEvent::text).toList();
    }

    private void lookUntil(Phase phase) {
        for (int i = 0; i < 20 && world.state().phase() != phase; i++) {
            world.look();
        }
        assertThat(world.state().phase()).isEqualTo(phase);
    }

    private static CanaryPlan plan(List<Integer> approvals, List<FreezeWindow> freezes) {
        CanaryPlan plan = SimulatedRelease.plan(STEPS, "errors not worse");
        return new CanaryPlan(plan.steps(), plan.judge(), plan.limits(), plan.policy(), approvals, freezes, plan.takeover());
    }
}
