package io.jenkins.plugins.modeldelivery.judge;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.modeldelivery.operation.Verdict;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The checks as users write them, each on a canary that keeps to it and on one that plainly does not. */
class CheckLanguageTest {
    @ParameterizedTest
    @ValueSource(strings = {
        "errors not worse",
        "errors not worse by 0.001",
        "latency p99 not worse by 10%",
        "lower promql(\"error_ratio\") <= 0.01",
        "higher metric(\"tokens_per_s\") not worse by 5%",
        "psi(predictions) <= 0.2",
        "ks(predictions) <= 0.1",
        "disagreement <= 2%",
        "accuracy not worse by 0.01",
        "higher rate(checkout) not worse by 5%",
        "saturation <= 80%"
    })
    void everyCheckTellsAGoodCanaryFromABadOne(String check) {
        assertThat(judged(check, false)).isEqualTo(Verdict.PASS);
        assertThat(judged(check, true)).isEqualTo(Verdict.FAIL);
    }

    private static Verdict judged(String check, boolean broken) {
        Judge judge = new Judge(JudgePlan.of(List.of(check), 0.05, 1000));
        Random random = new Random(8);
        for (int minute = 1; minute <= 60; minute++) {
            judge.observe(Observation.of(
                    60 * minute, ArmSample.of(counted(false, random)), ArmSample.of(counted(broken, random))));
        }
        return judge.verdict();
    }

    private static Map<String, Double> counted(boolean broken, Random random) {
        int requests = 3000;
        Map<String, Double> values = new HashMap<>();
        values.put("requests", (double) requests);
        values.put("errors", (double) count(requests, broken ? 0.01 : 0.002, random));
        values.put("latency_le_0.3", (double) count(requests, broken ? 0.95 : 0.993, random));
        values.put("latency_le_0.33", Math.max(values.get("latency_le_0.3"), count(requests, broken ? 0.96 : 0.997, random)));
        values.put("latency_count", (double) requests);
        values.put("promql(error_ratio)", (broken ? 0.02 : 0.005) + 0.001 * random.nextGaussian());
        values.put("tokens_per_s", (broken ? 80 : 100) + random.nextGaussian());
        values.put("predictions_le_0.5", (double) count(requests, broken ? 0.8 : 0.5, random));
        values.put("predictions_count", (double) requests);
        values.put("disagreement_sum", (double) count(requests, broken ? 0.05 : 0.005, random));
        values.put("disagreement_count", (double) requests);
        values.put("accuracy_sum", (double) count(requests, broken ? 0.8 : 0.9, random));
        values.put("accuracy_count", (double) requests);
        values.put("checkout_sum", (double) count(requests, broken ? 0.1 : 0.2, random));
        values.put("checkout_count", (double) requests);
        values.put("saturation", (broken ? 0.97 : 0.6) + 0.01 * random.nextGaussian());
        return values;
    }

    private static int count(int trials, double p, Random random) {
        int hits = 0;
        for (int i = 0; i < trials; i++) {
            hits += random.nextDouble() < p ? 1 : 0;
        }
        return hits;
    }
}
