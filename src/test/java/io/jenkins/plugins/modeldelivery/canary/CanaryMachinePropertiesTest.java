package io.jenkins.plugins.modeldelivery.canary;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.modeldelivery.operation.Verdict;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/** Whatever goes wrong in whatever order, these hold. */
class CanaryMachinePropertiesTest {
    private static final CanaryPlan PLAN = SimulatedRelease.plan(List.of(5, 25, 50, 100), "errors not worse");

    /** What may happen before a look. */
    enum Fault {
        NONE,
        METRICS_AWAY,
        ROUTER_AWAY,
        CRASH_BEFORE_ACTING,
        ABORT,
        CLOCK_BACK,
        CANARY_BREAKS,
        PROXY_RESTARTS_COUNTING,
        NO_TRAFFIC
    }

    @Property(tries = 300)
    void neverUnsafeAndAlwaysAtAnEnd(@ForAll("faults") List<Fault> faults, @ForAll long seed) {
        SimulatedRelease world = new SimulatedRelease(PLAN, seed);
        for (Fault fault : faults) {
            strike(world, fault);
            int share = world.route.canaryPercent();
            int acted = world.applied.size();
            world.look();
            if (fault == Fault.METRICS_AWAY || fault == Fault.ROUTER_AWAY) {
                assertThat(world.route.canaryPercent()).as("share while nobody sees").isLessThanOrEqualTo(share);
            }
            if (world.applied.size() > acted && world.applied.get(acted) instanceof Action.Promote) {
                assertThat(world.verdict()).as("verdict when promoted").isNotEqualTo(Verdict.FAIL);
            }
        }
        strike(world, Fault.NONE);
        CanaryState end = world.lookUntilEnd(400);

        assertThat(end.hasEnded()).isTrue();
        assertThat(end.reason()).isNotBlank();
        if (end.outcome() == Outcome.ROLLED_BACK) {
            assertThat(world.route.canaryPercent()).isZero();
            assertThat(world.route.stable()).isEqualTo(SimulatedRelease.STABLE);
        }
        if (end.outcome() == Outcome.PROMOTED) {
            assertThat(world.route.hasPromoted(SimulatedRelease.CANARY)).isTrue();
        }
    }

    /** A state that is taken up again decides what it decided before, and doing that twice changes nothing. */
    @Property(tries = 100)
    void aCrashAtEveryTransitionChangesNothingButTheTime(@ForAll("errorRates") double errors, @ForAll long seed) {
        SimulatedRelease calm = new SimulatedRelease(PLAN, seed);
        calm.canaryErrors = errors;
        calm.lookUntilEnd(400);

        SimulatedRelease crashing = new SimulatedRelease(PLAN, seed);
        crashing.canaryErrors = errors;
        for (int i = 0; i < 800 && !crashing.state().hasEnded(); i++) {
            crashing.losesActions = i % 2 == 0;
            crashing.look();
        }

        assertThat(crashing.state().hasEnded()).isTrue();
        assertThat(List.of(Outcome.PROMOTED, Outcome.ROLLED_BACK)).contains(crashing.state().outcome());
        if (errors == 0.9) {
            assertThat(calm.state().outcome()).isEqualTo(Outcome.ROLLED_BACK);
            assertThat(crashing.state().outcome()).isEqualTo(calm.state().outcome());
        }
    }

    @Provide
    Arbitrary<List<Fault>> faults() {
        // Aborts are rare, lest every history end by one.
        return Arbitraries.frequencyOf(
                        Tuple.of(30, Arbitraries.of(Fault.class).filter(fault -> fault != Fault.ABORT)),
                        Tuple.of(1, Arbitraries.just(Fault.ABORT)))
                .list().ofMinSize(1).ofMaxSize(60);
    }

    @Provide
    Arbitrary<Double> errorRates() {
        return Arbitraries.of(0.01, 0.02, 0.05, 0.9);
    }

    private static void strike(SimulatedRelease world, Fault fault) {
        world.metricsAway = fault == Fault.METRICS_AWAY;
        world.routerAway = fault == Fault.ROUTER_AWAY;
        world.losesActions = fault == Fault.CRASH_BEFORE_ACTING;
        world.quiet = fault == Fault.NO_TRAFFIC;
        world.aborted |= fault == Fault.ABORT;
        if (fault == Fault.CLOCK_BACK) {
            world.now = world.now.minusSeconds(3600);
        }
        if (fault == Fault.CANARY_BREAKS) {
            world.canaryErrors = 0.5;
        }
        if (fault == Fault.PROXY_RESTARTS_COUNTING) {
            world.resetCounters();
        }
    }
}
