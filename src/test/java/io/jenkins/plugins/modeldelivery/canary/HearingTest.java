package io.jenkins.plugins.modeldelivery.canary;

import static io.jenkins.plugins.modeldelivery.operation.Signal.Kind.ADVANCE;
import static io.jenkins.plugins.modeldelivery.operation.Signal.Kind.APPROVE;
import static io.jenkins.plugins.modeldelivery.operation.Signal.Kind.PAUSE;
import static io.jenkins.plugins.modeldelivery.operation.Signal.Kind.PROMOTE;
import static io.jenkins.plugins.modeldelivery.operation.Signal.Kind.RESUME;
import static io.jenkins.plugins.modeldelivery.operation.Signal.Kind.ROLL_BACK;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.modeldelivery.judge.JudgePlan;
import io.jenkins.plugins.modeldelivery.operation.Signal;
import io.jenkins.plugins.modeldelivery.release.Readiness;
import io.jenkins.plugins.modeldelivery.release.Strategy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a person can ask of a canary in each of its states, and that the machine hears that and nothing else. */
class HearingTest {
    private static final int APPROVED_SHARE = 25;

    private enum Situation {
        NOT_LOOKED_AT(Set.of(PAUSE, ROLL_BACK), () -> world(false)),
        DEPLOYING(Set.of(PAUSE, ROLL_BACK), () -> {
            SimulatedRelease world = world(true);
            world.readiness = Readiness.waiting("0 of 1 pods are ready");
            return until(world, state -> state.phase() == Phase.DEPLOYING);
        }),
        WARMING(Set.of(PAUSE, ROLL_BACK, ADVANCE, PROMOTE), () -> until(world(true), state -> state.phase() == Phase.WARMING)),
        SHIFTING(Set.of(PAUSE, ROLL_BACK), () -> {
            SimulatedRelease world = world(false);
            world.losesActions = true;
            return until(world, state -> state.phase() == Phase.SHIFTING);
        }),
        WATCHING(Set.of(PAUSE, ROLL_BACK, ADVANCE, PROMOTE), HearingTest::watching),
        PAUSED(Set.of(RESUME, ROLL_BACK, ADVANCE, PROMOTE), () -> {
            SimulatedRelease world = watching();
            world.signal(PAUSE);
            return until(world, state -> state.hold().pausedBy() != null);
        }),
        AWAY(Set.of(PAUSE, ROLL_BACK), () -> {
            SimulatedRelease world = watching();
            world.metricsAway = true;
            return until(world, state -> state.timing().someoneAway());
        }),
        AWAITING_APPROVAL(
                Set.of(PAUSE, ROLL_BACK, ADVANCE, PROMOTE, APPROVE),
                () -> until(world(false), state -> state.hold().awaited() == APPROVED_SHARE)),
        PROMOTING(Set.of(ROLL_BACK), () -> {
            SimulatedRelease world = watching();
            world.losesActions = true;
            world.signal(PROMOTE);
            return until(world, state -> state.phase() == Phase.PROMOTING);
        }),
        ROLLING_BACK(Set.of(), () -> {
            SimulatedRelease world = watching();
            world.losesActions = true;
            world.signal(ROLL_BACK);
            return until(world, state -> state.phase() == Phase.ROLLING_BACK);
        });

        private final Set<Signal.Kind> heard;
        private final Supplier<SimulatedRelease> world;

        Situation(Set<Signal.Kind> heard, Supplier<SimulatedRelease> world) {
            this.heard = heard;
            this.world = world;
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatCanBeAskedIsWhatTheMachineHears(Situation situation) {
        assertThat(hears(situation.world.get().state())).isEqualTo(situation.heard);
        for (Signal.Kind kind : new CanaryDeploy().signals()) {
            SimulatedRelease world = situation.world.get();
            world.signal(kind);
            world.look();
            boolean passedOver = world.state().timeline().events().stream()
                    .anyMatch(event -> event.text().equals("ada asked for " + kind + ", which makes no sense now."));
            assertThat(passedOver).as("passes over " + kind).isNotEqualTo(situation.heard.contains(kind));
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"WATCHING", "WARMING", "PAUSED"})
    void nothingCanBeAskedAfterTheEnd(Situation situation) {
        SimulatedRelease world = situation.world.get();
        world.signal(ROLL_BACK);
        assertThat(hears(world.lookUntilEnd(20))).isEmpty();
    }

    private static Set<Signal.Kind> hears(CanaryState state) {
        return new CanaryDeploy().hears(Map.of(), state.toJson());
    }

    private static SimulatedRelease watching() {
        return until(world(false), state -> state.phase() == Phase.WATCHING);
    }

    private static SimulatedRelease until(SimulatedRelease world, Predicate<CanaryState> reached) {
        for (int i = 0; i < 200 && !reached.test(world.state()); i++) {
            world.look();
        }
        assertThat(world.state()).matches(reached);
        return world;
    }

    /** @param startsVersions whether versions are brought up, and warmed up, by the router */
    private static SimulatedRelease world(boolean startsVersions) {
        return new SimulatedRelease(
                new CanaryPlan(
                        List.of(5, APPROVED_SHARE, 100),
                        JudgePlan.of(List.of("errors not worse"), 0.05, 100),
                        new Limits(100, Duration.ofSeconds(30), Duration.ofHours(2), Duration.ofMinutes(10)),
                        new Policy(Policy.AtEnd.ROLLBACK, Policy.OnOutage.ROLLBACK, Policy.OnAbort.ROLLBACK),
                        List.of(APPROVED_SHARE),
                        List.of(),
                        new Takeover(Strategy.CANARY, startsVersions, true, startsVersions)),
                1);
    }
}
