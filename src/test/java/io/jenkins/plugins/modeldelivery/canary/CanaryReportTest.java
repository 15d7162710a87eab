package io.jenkins.plugins.modeldelivery.canary;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CanaryReportTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private final CanaryRequest request = CanaryRequest.of(Map.of(
            "workload", "local/fraud", "traffic", "local:http://127.0.0.1:9901", "credentialsId", "proxy"));
    private final CanaryState state = CanaryState.start(NOW, Inputs.NONE);

    @Test
    void whatGoesOnSaysWhyItsOrderIsNotTakenUntilItIs() {
        CanaryState refused = state.answered("permission to patch deployments is missing; grant it");
        assertThat(reasons(refused)).containsExactly(
                "The router does not take the last order, which is repeated: permission to patch deployments is missing; grant it");
        assertThat(reasons(refused.answered(""))).containsExactly("The canary goes on.");
    }

    @Test
    void aPauseIsShownAtOnce() {
        CanaryState paused = state.with(state.hold().pausing("ada"));
        assertThat(reasons(paused)).containsExactly("Held: paused by ada.");
        assertThat(CanaryReport.of(request, paused, NOW).details()).containsEntry("held", "paused by ada.");
        assertThat(reasons(paused.with(paused.hold().pausing(null)))).containsExactly("The canary goes on.");
    }

    private List<String> reasons(CanaryState shown) {
        return CanaryReport.of(request, shown, NOW).envelope().reasons();
    }
}
