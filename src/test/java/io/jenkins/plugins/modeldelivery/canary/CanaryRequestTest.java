package io.jenkins.plugins.modeldelivery.canary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.modeldelivery.judge.JudgePlan;
import io.jenkins.plugins.modeldelivery.operation.InvalidInputException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CanaryRequestTest {
    @Test
    void whatIsNotGivenIsAsDocumented() {
        CanaryPlan plan = CanaryRequest.of(with("image", "")).plan();

        assertThat(plan.steps()).isEqualTo(List.of(5, 25, 50, 100));
        assertThat(plan.judge()).isEqualTo(JudgePlan.of(List.of("errors not worse"), 0.05, 100));
        assertThat(plan.limits().interval()).isEqualTo(Duration.ofSeconds(30));
        assertThat(plan.policy().atEnd()).isEqualTo(Policy.AtEnd.ROLLBACK);
    }

    @Test
    void anExpressionMustTellTheArmsApart() {
        Map<String, Object> arguments = with("metrics", "https://prometheus.example.org/prefix");
        arguments.put("checks", "lower promql(up) <= 1");
        assertThatThrownBy(() -> CanaryRequest.of(arguments)).hasMessageContaining("asks for the same of stable and canary");
        arguments.put("checks", "lower promql(\"sum(up{$arm})\") <= 1");
        assertThat(CanaryRequest.of(arguments).plan().judge().expressions())
                .containsExactly(Map.entry("promql(\"sum(up{$arm})\")", "sum(up{$arm})"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "namespace|ml|means nothing for a local workload",
                "workload|fraud|is not a kind and a name",
                "traffic|gateway-api:fraud|does not lead to a local workload",
                "traffic|local:ftp://x|does not lead to a local workload",
                "traffic|haproxy:unix:/run/haproxy/admin.sock/fraud|is of a local proxy",
                "traffic|haproxy:unix:admin.sock/fraud|is not the address of a runtime API and a backend",
                "traffic|haproxy:127.0.0.1:99999/fraud|is not the address of a runtime API and a backend",
                "traffic|haproxy:127.0.0.1:9999|is not the address of a runtime API and a backend",
                "traffic|haproxy:127.0.0.1:9999/fraud|is of a local proxy",
                "traffic|carrier-pigeon:x|is not a router that is known",
                "steps|50,25|do not rise",
                "steps|0,25|do not rise",
                "steps|50,101|do not rise",
                "checks|psi(score) <= 0.2|asks for what a local proxy does not count",
                "checks|errors not wrse|not wrse",
                "confidence|1|is no share",
                "minRequests|0|lets a step pass unseen",
                "interval|0s|is no time at all",
                "strategy|blue-green|compares versions that under blue-green never answer at the same time",
                "strategy|rolling|is not possible with traffic 'local'",
                "strategy|blue|is not a choice",
                "strategy|dark-launch|needs to know whose requests the canary gets",
                "approvals|33|is none of the steps",
                "freeze|Friday evening|is not a time with its zone",
                "freeze|Fri 16:00-Mon 08:00 Europe/Atlantis|names a time or a zone that does not exist",
                "freeze|Fri 25:00-Mon 08:00 UTC|names a time or a zone that does not exist",
                "before|ftp://ci.example.org|is not the address of a webhook",
                "overrideReason|it is urgent|overrides nothing",
                "judge|coin|is not a choice",
                "metrics|prometheus:9090|is no source of metrics",
                "metrics|http://user:secret@prometheus:9090|is no source of metrics",
                "metrics|pods:http-x|is not followed by the beginning of the metrics' names",
                "metrics|json:https://example.org/stats#$.x|does not tell stable from canary",
                "metrics|json:https://example.org/{arm}#$..x|has a path that names no value",
                "metrics|json:stats/{arm}|names no address",
                "checks|lower promql(up) <= 1|can only be asked of a Prometheus",
                "header|X-A|is not of the form NAME=VALUE",
                "checks|disagreement <= 2%|asks for what a local proxy does not count",
                "credentialsId||credentialsId is missing"
            })
    void badInputIsRefusedInOneLine(String parameter, String value, String cause) {
        assertThatThrownBy(() -> CanaryRequest.of(with(parameter, value)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining(cause)
                .hasMessageNotContaining("\n");
    }

    private static Map<String, Object> with(String parameter, Object value) {
        Map<String, Object> arguments = new HashMap<>(Map.of(
                "workload", "local/fraud", "traffic", "local:http://127.0.0.1:9901", "credentialsId", "proxy"));
        arguments.put(parameter, value);
        return arguments;
    }
}
