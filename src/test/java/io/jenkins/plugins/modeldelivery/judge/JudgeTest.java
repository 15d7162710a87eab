package io.jenkins.plugins.modeldelivery.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.jenkins.plugins.modeldelivery.operation.InvalidInputException;
import io.jenkins.plugins.modeldelivery.operation.UnreadableStateException;
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
        Judgement one = interrupted.judgement();
        Judgement other = straight.judgement();
        assertThat(one.verdict()).isEqualTo(other.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(one.notices()).isEqualTo(other.notices());
        for (int i = 0; i < EVERY_KIND.size(); i++) {
            CheckResult resumed = one.checks().get(i);
            CheckResult expected = other.checks().get(i);
            assertThat(resumed.decidedAt()).as(EVERY_KIND.get(i)).isEqualTo(Double.valueOf(expected.decidedAt()));
            assertThat(resumed.result().low()).isEqualTo(Double.valueOf(expected.result().low()));
            assertThat(resumed.result().verdict()).isEqualTo(expected.result().verdict());
            assertThat(Math.log(resumed.evidence())).isCloseTo(Math.log(expected.evidence()), within(1e-2));
        }
    }

    @Test
    void aStateOfOtherChecksIsRefused() {
        Map<String, Object> state = new Judge(JudgePlan.of(List.of("errors not worse"), 0.05, 0)).state();
        assertThatThrownBy(() -> Judge.resume(JudgePlan.of(List.of("errors <= 1%"), 0.05, 0), state))
                .isInstanceOf(UnreadableStateException.class)
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
                .matches("canary \\d+ of 3600 \\([\\d.]+%\\), stable \\d+ of 32400 \\([\\d.]+%\\): the canary is worse by "
                        + "about [\\d.]+ percentage points \\(evidence .*\\)\\.");
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
    void aSilentStableVersionIsNeitherPassNorFail() {
        Judge judge = new Judge(JudgePlan.of(List.of("errors not worse", "latency p99 not worse", "errors <= 5%"), 0.05, 0));
        for (int minute = 1; minute <= 30; minute++) {
            judge.observe(Observation.of(
                    60 * minute, ArmSample.NOTHING, ArmSample.of(Map.of("requests", 100.0, "errors", 1.0, "latency_le_0.1", 99.0))));
        }
        assertThat(judge.judgement().checks())
                .extracting(check -> check.result().verdict())
                .containsExactly(Verdict.INCONCLUSIVE, Verdict.INCONCLUSIVE, Verdict.PASS);
        assertThat(judge.judgement().notices()).contains(
                "errors not worse: the source at times gave no number: 30 empty.",
                "latency p99 not worse: the source at times gave no number: 30 empty.");
    }

    @Test
    void oneBatchOfLateLabelsDecides() {
        JudgePlan plan = JudgePlan.of(List.of("errors not worse", "accuracy not worse by 0.01"), 0.05, 100);
        Judge judge = new Judge(plan);
        observations(20, 0.005, new Random(3)).forEach(observation -> judge.observe(withoutLabels(observation)));
        assertThat(judge.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(judge.promptVerdict()).isEqualTo(judge.judgement().promptVerdict()).isEqualTo(Verdict.PASS);
        judge.observe(Observation.of(
                90_000,
                ArmSample.of(Map.of("requests", 540.0, "errors", 3.0, "accuracy_sum", 9_300.0, "accuracy_count", 10_000.0)),
                ArmSample.of(Map.of("requests", 60.0, "errors", 0.0, "accuracy_sum", 880.0, "accuracy_count", 1_000.0))));
        assertThat(judge.judgement().checks().get(1).result().reason())
                .startsWith("canary 880 of 1000 (88%), stable 9300 of 10000 (93%): the canary is worse by about 5 percentage points, "
                        + "more than the 0.01 that are allowed");
        assertThat(judge.promptVerdict()).isEqualTo(Verdict.FAIL);
    }

    private static Observation withoutLabels(Observation observation) {
        return Observation.of(observation.time(), without(observation.stable()), without(observation.canary()));
    }

    private static ArmSample without(ArmSample arm) {
        Map<String, Double> values = new HashMap<>(arm.pods().get(0).values());
        values.keySet().removeIf(column -> column.startsWith("accuracy"));
        return ArmSample.of(values);
    }

    @Test
    void theFloorOfLabelsCountsLabels() {
        Judge judge = new Judge(JudgePlan.of(List.of("accuracy not worse"), 0.05, 100));
        judge.observe(Observation.of(
                60,
                ArmSample.of(Map.of("requests", 9_000.0, "accuracy_sum", 800.0, "accuracy_count", 900.0)),
                ArmSample.of(Map.of("requests", 1_000.0, "accuracy_sum", 36.0, "accuracy_count", 40.0))));
        assertThat(judge.judgement().checks().get(0).result().reason())
                .endsWith("only 40 of the canary were counted; minRequests asks for 100.");
    }

    @Test
    void podsThatAppearBeforeTheCanaryCalibrate() {
        Judge judge = new Judge(JudgePlan.of(List.of("errors not worse", "latency p99 not worse"), 0.05, 0));
        judge.observe(Observation.of(60, pods(1), ArmSample.NOTHING));
        judge.observe(Observation.of(120, pods(5), ArmSample.NOTHING));
        judge.observe(Observation.of(180, pods(5), pods(1)));
        assertThat(judge.judgement().checks()).allMatch(CheckResult::calibrated);
        assertThat(judge.judgement().notices()).isEmpty();
    }

    @Test
    void whatIsSavedStaysSmallHoweverManyPodsComeAndGo() {
        JudgePlan plan = JudgePlan.of(
                List.of("errors not worse", "latency p99 not worse by 10%", "psi(predictions) <= 0.2"), 0.05, 0);
        Judge judge = new Judge(plan);
        Random random = new Random(1);
        for (int minute = 1; minute <= 1440; minute++) {
            List<PodSample> stable = new ArrayList<>();
            for (int pod = 0; pod < 9; pod++) {
                stable.add(new PodSample("fraud-5d4f8b7c9-" + (pod + minute / 60), sample(60, 0.005, random)));
            }
            judge.observe(Observation.of(60.0 * minute, new ArmSample(stable), pods(1)));
        }
        assertThat(ReportJson.write(judge.state()).length()).isLessThan(40_000);
    }

    private static ArmSample pods(int count) {
        List<PodSample> pods = new ArrayList<>();
        for (int pod = 0; pod < count; pod++) {
            pods.add(new PodSample("pod-" + pod, sample(60, 0.005, new Random(pod))));
        }
        return new ArmSample(pods);
    }

    @Test
    void whatChangesOverTheDayIsNoDriftWhenTheCanarysShareChanges() {
        Judge judge = new Judge(JudgePlan.of(List.of("psi(p) <= 0.05", "ks(p) <= 0.05"), 0.05, 0));
        for (int minute = 1; minute <= 60; minute++) {
            double share = minute <= 30 ? 0.2 : 0.8;
            double canary = minute <= 30 ? 100 : 900;
            judge.observe(Observation.of(60 * minute, halves(1000, share), halves(canary, share)));
        }
        assertThat(judge.judgement().checks()).noneMatch(check -> check.result().verdict() == Verdict.FAIL);
        assertThat(judge.judgement().checks()).allMatch(check -> check.result().value() < 1e-9);
    }

    private static ArmSample halves(double count, double share) {
        return ArmSample.of(Map.of("p_le_0.5", share * count, "p_count", count));
    }

    @Test
    void aRelativeMarginOfANegativeMetricIsOneOfItsSize() {
        for (double canary : new double[] {-10.3, -11.5}) {
            Judge judge = new Judge(JudgePlan.of(List.of("higher metric(loss) not worse by 5%"), 0.05, 0));
            Random random = new Random(2);
            for (int minute = 1; minute <= 60; minute++) {
                judge.observe(Observation.of(
                        60 * minute,
                        ArmSample.of(Map.of("loss", -10 + 0.1 * random.nextGaussian())),
                        ArmSample.of(Map.of("loss", canary + 0.1 * random.nextGaussian()))));
            }
            assertThat(judge.verdict()).isEqualTo(canary > -10.5 ? Verdict.PASS : Verdict.FAIL);
        }
    }

    @Test
    void tooLittleExposureIsNoPass() {
        Judgement judgement = judged(List.of("errors not worse"), 10, 0.005, 1200);
        assertThat(judgement.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(judgement.checks().get(0).result().needed()).hasValue(1200);
        assertThat(judgement.checks().get(0).forecastMinutes()).isEqualTo(10);
        assertThat(judged(List.of("errors not worse"), 20, 0.005, 1200).verdict()).isEqualTo(Verdict.PASS);
    }

    /** Every minute is like the others, so what is foreseen halfway is what happens. */
    @ParameterizedTest
    @CsvSource({"errors not worse by 0.005, 1, FAIL", "errors not worse by 0.01, 0, PASS", "errors <= 1%, 0, PASS"})
    void aDecisionIsForeseen(String check, double errors, Verdict verdict) {
        Judge judge = new Judge(JudgePlan.of(List.of(check), 0.05, 0));
        List<Double> foreseen = new ArrayList<>();
        int minute = 0;
        while (minute < 500 && judge.verdict() != verdict) {
            minute++;
            judge.observe(Observation.of(
                    60 * minute,
                    ArmSample.of(Map.of("requests", 540.0, "errors", 2.0)),
                    ArmSample.of(Map.of("requests", 60.0, "errors", errors))));
            foreseen.add(minute + judge.judgement().checks().get(0).forecastMinutes());
        }
        assertThat(minute).isGreaterThan(3);
        assertThat(foreseen.get(minute / 2)).isCloseTo(minute, within(0.5 * minute));
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
    void aMarginBetweenTwoBoundsIsNeverProvenByTheUpperOne() {
        Judge judge = new Judge(JudgePlan.of(List.of("latency p99 not worse by 20%"), 0.05, 0));
        for (int minute = 1; minute <= 60; minute++) {
            judge.observe(Observation.of(
                    60 * minute,
                    ArmSample.of(Map.of("latency_le_0.3", 986.0, "latency_le_1", 1000.0, "latency_count", 1000.0)),
                    ArmSample.of(Map.of("latency_le_0.3", 980.0, "latency_le_1", 1000.0, "latency_count", 1000.0))));
        }
        assertThat(judge.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(judge.judgement().checks().get(0).result().reason())
                .contains("no bound above 300 ms up to 360 ms")
                .endsWith("add one there.");
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
