package io.jenkins.plugins.modeldelivery.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.modeldelivery.operation.InvalidInputException;
import io.jenkins.plugins.modeldelivery.operation.Verdict;
import io.jenkins.plugins.modeldelivery.report.ReportJson;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JudgeTest {
    private static final List<String> EVERY_KIND = List.of(
            "errors not worse",
            "errors not worse by 0.01",
            "errors better by 50%",
            "latency p99 not worse by 20%",
            "latency p99 <= 500ms",
            "higher metric(tokens) not worse by 5%",
            "lower promql(\"queue\") <= 10",
            "accuracy not worse by 0.05",
            "disagreement <= 2%",
            "psi(predictions) <= 0.5",
            "ks(predictions) <= 0.3");

    @Test
    void aStateThatWentThroughJsonGoesOnAsIfNothingHadHappened() {
        JudgePlan plan = JudgePlan.of(EVERY_KIND, 0.05, 100);
        List<Observation> observations = observations(40, 0.03, new Random(4));
        Judge straight = new Judge(plan);
        Judge interrupted = new Judge(plan);
        for (Observation observation : observations) {
            straight.observe(observation);
            interrupted.observe(observation);
            interrupted = Judge.resume(plan, ReportJson.read(ReportJson.write(interrupted.state()), "state"));
        }
        assertThat(interrupted.judgement()).isEqualTo(straight.judgement());
        assertThat(straight.judgement().verdict()).isEqualTo(Verdict.FAIL);
    }

    @Test
    void aStateOfOtherChecksIsRefused() {
        Map<String, Object> state = new Judge(JudgePlan.of(List.of("errors not worse"), 0.05, 0)).state();
        assertThatThrownBy(() -> Judge.resume(JudgePlan.of(List.of("errors <= 1%"), 0.05, 0), state))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("begin the canary anew");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "errors not worse                       | 0.005 | PASS",
                "errors not worse                       | 0.05  | FAIL",
                "errors not worse by 0.03               | 0.005 | PASS",
                "errors not worse by 0.03               | 0.12  | FAIL",
                "errors not worse by 0.03               | 0.03  | INCONCLUSIVE",
                "errors not worse by 400%               | 0.005 | PASS",
                "errors better                          | 0.02  | FAIL",
                "errors <= 2%                           | 0.005 | PASS",
                "errors <= 2%                           | 0.06  | FAIL",
                "errors drop <= 0.01                    | 0.005 | PASS",
                "errors drop <= 0.01                    | 0.05  | FAIL",
                "latency p99 <= 1s                      | 0.005 | PASS",
                "latency p99 <= 100ms                   | 0.005 | FAIL",
                "latency p99 not worse                  | 0.005 | PASS",
                "higher metric(tokens) not worse by 5%  | 0.005 | PASS",
                "lower metric(tokens) not worse by 5%   | 0.005 | PASS",
                "higher metric(tokens) <= 50            | 0.005 | FAIL",
                "lower promql(queue) <= 20              | 0.005 | PASS",
                "accuracy not worse by 0.05             | 0.005 | PASS",
                "accuracy >= 0.99                       | 0.005 | FAIL",
                "disagreement <= 2%                     | 0.005 | PASS",
                "psi(predictions) <= 0.5                | 0.005 | PASS",
                "ks(predictions) <= 0.2                 | 0.005 | PASS",
                "warn:errors not worse                  | 0.05  | WARN",
            })
    void eachFormOfCheckIsDecided(String check, double canaryErrors, Verdict verdict) {
        Judgement judgement = judged(List.of(check), 90, canaryErrors, 0);
        assertThat(judgement.verdict()).as(judgement.checks().get(0).result().reason()).isEqualTo(verdict);
    }

    @Test
    void aShiftedDistributionOfPredictionsFails() {
        Judge judge = new Judge(JudgePlan.of(List.of("ks(p) <= 0.1", "psi(p) <= 0.2"), 0.05, 0));
        Map<String, Double> stable = Map.of("p_le_0.25", 25.0, "p_le_0.5", 50.0, "p_le_0.75", 75.0, "p_count", 100.0);
        Map<String, Double> canary = Map.of("p_le_0.25", 60.0, "p_le_0.5", 80.0, "p_le_0.75", 90.0, "p_count", 100.0);
        for (int minute = 1; minute <= 20; minute++) {
            judge.observe(Observation.of(60 * minute, ArmSample.of(stable), ArmSample.of(canary)));
        }
        assertThat(judge.judgement().checks())
                .allSatisfy(check -> assertThat(check.result().verdict()).isEqualTo(Verdict.FAIL));
    }

    @Test
    void aReasonSaysWhatWasCountedAndHowSureOneIs() {
        Judgement judgement = judged(List.of("errors not worse"), 60, 0.05, 0);
        assertThat(judgement.checks().get(0).result().reason())
                .matches("canary \\d+ of 3600 \\([\\d.]+%\\), stable \\d+ of 32400 \\([\\d.]+%\\): the canary is worse "
                        + "\\(evidence .*\\)\\.");
        assertThat(judgement.decidedAt()).isLessThan(60 * 60);
        assertThat(judgement.checks().get(0).history()).hasSize(60);
    }

    @ParameterizedTest
    @ValueSource(strings = {"EMPTY", "NAN", "ERROR", "PARTIAL", "STALE"})
    void whatIsNotAnsweredIsNeitherPassNorFail(NonAnswer reason) {
        Judge judge = new Judge(JudgePlan.of(List.of("errors not worse", "errors <= 1%"), 0.05, 0));
        for (int minute = 1; minute <= 30; minute++) {
            judge.observe(new Observation(
                    60 * minute, ArmSample.of(Map.of("requests", 100.0, "errors", 1.0)), ArmSample.NOTHING, 0.1, Map.of("errors", reason)));
        }
        assertThat(judge.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(judge.judgement().checks()).allSatisfy(check -> {
            assertThat(check.nonAnswers()).containsExactly(Map.entry(reason, 30));
            assertThat(check.result().reason()).startsWith("The source gave no number: 30");
        });
    }

    @Test
    void tooLittleExposureIsNoPass() {
        Judgement judgement = judged(List.of("errors not worse"), 10, 0.005, 1200);
        assertThat(judgement.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(judgement.checks().get(0).result().needed()).hasValue(1200);
        assertThat(judgement.checks().get(0).forecastMinutes()).isEqualTo(10);
        assertThat(judged(List.of("errors not worse"), 20, 0.005, 1200).verdict()).isEqualTo(Verdict.PASS);
    }

    @ParameterizedTest
    @ValueSource(doubles = {1e-6, 1, 1e6})
    void verdictsDoNotDependOnUnits(double unit) {
        Random random = new Random(7);
        Judge judge = new Judge(JudgePlan.of(List.of("lower metric(x) not worse by 10%"), 0.05, 0));
        for (int minute = 1; minute <= 60; minute++) {
            double stable = 10 + random.nextGaussian();
            double canary = 14 + random.nextGaussian();
            judge.observe(Observation.of(
                    60 * minute, ArmSample.of(Map.of("x", unit * stable)), ArmSample.of(Map.of("x", unit * canary))));
        }
        assertThat(judge.judgement().decidedAt()).isEqualTo(900);
    }

    @Test
    void wrongTrafficIsTold() {
        Judge judge = new Judge(JudgePlan.of(List.of("errors not worse"), 0.05, 0));
        for (int minute = 1; minute <= 30; minute++) {
            judge.observe(new Observation(
                    60 * minute,
                    ArmSample.of(Map.of("requests", 580.0, "errors", 3.0)),
                    ArmSample.of(Map.of("requests", 20.0, "errors", 0.0)),
                    0.1,
                    Map.of()));
        }
        assertThat(judge.judgement().notices()).anySatisfy(notice -> assertThat(notice).contains("3.33%", "10%"));
    }

    @Test
    void withoutPodsTheReportSaysThatClusteringCannotBeExcluded() {
        assertThat(judged(List.of("errors not worse"), 5, 0.005, 0).notices()).anyMatch(n -> n.contains("cluster"));
    }

    @Test
    void aBucketFarFromThePercentileIsNoJudge() {
        Judge judge = new Judge(JudgePlan.of(List.of("latency p99 not worse"), 0.05, 0));
        for (int minute = 1; minute <= 30; minute++) {
            judge.observe(Observation.of(
                    60 * minute,
                    ArmSample.of(Map.of("latency_le_0.1", 500.0, "latency_le_+Inf", 1000.0)),
                    ArmSample.of(Map.of("latency_le_0.1", 300.0, "latency_le_+Inf", 1000.0))));
        }
        assertThat(judge.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(judge.judgement().checks().get(0).result().reason()).contains("add one there");
    }

    @Test
    void observationsInTheWrongOrderAreRefused() {
        Judge judge = new Judge(JudgePlan.of(List.of("errors not worse"), 0.05, 0));
        judge.observe(Observation.of(60, ArmSample.NOTHING, ArmSample.NOTHING));
        assertThatThrownBy(() -> judge.observe(Observation.of(60, ArmSample.NOTHING, ArmSample.NOTHING)))
                .isInstanceOf(InvalidInputException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"psi(p) not worse", "disagreement not worse", "metric(x) <= 3", "latency <= 3", "nonsense <= 1"})
    void checksThatCannotWorkAreRefusedInOneLine(String check) {
        assertThatThrownBy(() -> JudgePlan.of(List.of(check), 0.05, 0))
                .isInstanceOf(InvalidInputException.class)
                .message()
                .doesNotContain("\n")
                .contains(";");
    }

    @Test
    void provenNoWorseIsWrongAtMostAlphaOfTheTime() {
        int wrong = 0;
        for (int run = 0; run < 200; run++) {
            Judge judge = new Judge(JudgePlan.of(List.of("errors not worse by 0.01"), 0.05, 0));
            observations(60, 0.015, new Random(run)).forEach(judge::observe);
            wrong += judge.verdict() == Verdict.PASS ? 1 : 0;
        }
        assertThat(wrong).isLessThanOrEqualTo(10);
    }

    private static Judgement judged(List<String> checks, int minutes, double canaryErrors, long minRequests) {
        Judge judge = new Judge(JudgePlan.of(checks, 0.05, minRequests));
        observations(minutes, canaryErrors, new Random(1)).forEach(judge::observe);
        return judge.judgement();
    }

    private static List<Observation> observations(int minutes, double canaryErrors, Random random) {
        List<Observation> observations = new ArrayList<>();
        for (int minute = 1; minute <= minutes; minute++) {
            observations.add(Observation.of(
                    60 * minute, ArmSample.of(sample(540, 0.005, random)), ArmSample.of(sample(60, canaryErrors, random))));
        }
        return observations;
    }

    private static Map<String, Double> sample(int requests, double errors, Random random) {
        Map<String, Double> values = new HashMap<>();
        values.put("requests", (double) requests);
        values.put("errors", (double) count(requests, errors, random));
        double within = count(requests, 0.98, random);
        values.put("latency_le_0.1", 0.5 * within);
        values.put("latency_le_0.3", within);
        values.put("latency_le_0.5", (double) requests);
        values.put("latency_le_+Inf", (double) requests);
        values.put("tokens", 100 + random.nextGaussian());
        values.put("promql(queue)", 5 + random.nextGaussian());
        values.put("accuracy_sum", (double) count(requests, 0.9, random));
        values.put("accuracy_count", (double) requests);
        values.put("disagreement_sum", (double) count(requests, 0.005, random));
        values.put("disagreement_count", (double) requests);
        values.put("predictions_le_0.5", (double) count(requests, 0.5, random));
        values.put("predictions_count", (double) requests);
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
