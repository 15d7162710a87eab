package io.jenkins.plugins.modeldelivery.rollback;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.modeldelivery.operation.Signal;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a person can ask of a watch in each of its states. */
class WatchHearingTest {
    private final Map<String, Object> arguments = new HashMap<>(Map.of(
            "workload", "local/fraud", "traffic", "local:http://127.0.0.1:9901", "trafficCredentialsId", "proxy",
            "alerts", List.of("model=fraud")));
    private final WatchState watching = WatchState.start(
            WatchMachineTest.release("new"), WatchMachineTest.release("old"), Instant.parse("2026-03-01T12:01:00Z"));

    @Test
    void whatOnlyWatchesIsRolledBackOrEnded() {
        assertThat(hears(watching)).containsExactlyInAnyOrder(Signal.Kind.ROLL_BACK, Signal.Kind.ABORT);
    }

    @Test
    void anAbortIsHeardWhereItChangesSomething() {
        arguments.put("onAbort", "detach");
        assertThat(hears(watching)).as("it goes on without its build").contains(Signal.Kind.ABORT);
        arguments.put("detach", true);
        assertThat(hears(watching)).as("it goes on without its build already").containsExactly(Signal.Kind.ROLL_BACK);
    }

    @Test
    void nothingIsHeardWhileItRollsBackOrAfterTheEnd() {
        assertThat(hears(watching.rollingBack("HighErrorRate", "it fires"))).isEmpty();
        assertThat(hears(watching.over(Outcome.CLEAN, "", "nothing fired"))).isEmpty();
    }

    private Set<Signal.Kind> hears(WatchState state) {
        return new RollbackOnAlert().hears(arguments, state.toJson());
    }
}
