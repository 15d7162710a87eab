package io.jenkins.plugins.modeldelivery.canary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.modeldelivery.judge.ArmSample;
import io.jenkins.plugins.modeldelivery.judge.Judging;
import io.jenkins.plugins.modeldelivery.judge.Observation;
import io.jenkins.plugins.modeldelivery.judge.kayenta.CanaryConfig;
import io.jenkins.plugins.modeldelivery.judge.kayenta.KayentaPlan;
import io.jenkins.plugins.modeldelivery.operation.InvalidInputException;
import io.jenkins.plugins.modeldelivery.operation.Verdict;
import io.jenkins.plugins.modeldelivery.report.HtmlWriter;
import io.jenkins.plugins.modeldelivery.report.ReportJson;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Kayenta's judge in the place of a canary's checks, in virtual time. */
class KayentaCanaryTest {
    private static final List<Integer> STEPS = List.of(5, 25, 50, 100);
    private static final String CONFIG = """
            {"metrics": [{"name": "errors", "groups": ["quality"], "analysisConfigurations": {"canary":
              {"direction": "increase", "critical": true, "effectSize": {"allowedIncrease": 1.5, "criticalIncrease": 3}}}}],
             "classifier": {"groupWeights": {"quality": 100}, "scoreThresholds": {"pass": 95, "marginal": 75}}}
            """;

    @ParameterizedTest
    @CsvSource({"true", "false"})
    void aCanaryLikeStableIsPromotedWithItsScore(boolean fixed) {
        SimulatedRelease world = world(1000, fixed);

        CanaryState end = world.lookUntilEnd(200);

        assertThat(end.outcome()).as("%s", end.reason()).isEqualTo(Outcome.PROMOTED);
        assertThat(world.verdict()).isEqualTo(Verdict.PASS);
        assertThat(world.applied).contains(new Action.Shift(5), new Action.Shift(25), new Action.Shift(50), new Action.Shift(100));
    }

    @Test
    void aWorseCanaryGoesBackWithTheScoreAsTheReason() {
        SimulatedRelease world = world(1000, false);
        world.canaryErrors = 0.2;

        CanaryState end = world.lookUntilEnd(200);

        assertThat(end.outcome()).isEqualTo(Outcome.ROLLED_BACK);
        assertThat(end.reason()).contains("Kayenta score >= 95").contains("says Fail, score 0").contains("classified as High");
    }

    /** Looking at every interval would raise false alarms: at the end of a step, and then after as many requests again. */
    @Test
    void itIsAskedAtTheEndOfAStepOnly() {
        SimulatedRelease world = world(500, false);
        world.canaryErrors = 0.9;

        int before = 0;
        while (world.state().evidence().stepRequests() < 500 && !world.state().hasEnded()) {
            world.look();
            before += world.state().target() == 5 && world.state().phase() == Phase.WATCHING ? 1 : 0;
            if (world.state().evidence().stepRequests() < 500) {
                assertThat(world.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
            }
        }

        assertThat(before).isGreaterThan(5);
        assertThat(world.lookUntilEnd(5).outcome()).isEqualTo(Outcome.ROLLED_BACK);
        assertThat(world.applied).containsExactly(new Action.Shift(5), new Action.Shift(0));
    }

    @Test
    void aFirstReleaseHasNothingToCompareWith() {
        assertThat(plan(100, false).judge(true)).isNull();
        assertThat(plan(100, false).judge(false)).isInstanceOf(KayentaPlan.class);
    }

    @Test
    void whatIsKeptStaysSmallHoweverLongItTakes() {
        CanaryConfig config = CanaryConfig.of(Map.of("metrics", Stream.of("errors", "accuracy", "metric(a)", "metric(b)", "rate(c)")
                .map(name -> Map.of("name", name, "groups", List.of("g"))).toList()));
        Judging judging = KayentaPlan.of(config, false, 100);
        Map<String, Object> seen = null;
        for (int look = 0; look < 2880; look++) {
            Map<String, Double> values = new HashMap<>(Map.of("requests", 1e6, "errors", 3.0 + look));
            for (String name : List.of("accuracy", "a", "b", "c")) {
                values.putAll(Map.of(name + "_sum", 12345.678 + look, name + "_count", 1e6 / 7));
            }
            seen = judging.observe(seen, Observation.of(look, ArmSample.of(values), ArmSample.of(values)), look % 500 == 0);
        }

        assertThat(judging.verdict(seen)).isEqualTo(Verdict.PASS);
        assertThat(ReportJson.line(seen).getBytes(StandardCharsets.UTF_8).length).isBetween(20_000, 35_000);
    }

    @Test
    void theReportShowsTheScoreAndEachMetric() {
        SimulatedRelease world = world(1000, false);
        world.canaryErrors = 0.2;
        CanaryState end = world.lookUntilEnd(200);
        CanaryRequest request = request(Map.of("judge", "kayenta", "judgeConfig", CONFIG, "minRequests", 1000)).with(inputs(CONFIG));

        CanaryReport report = CanaryReport.of(request, end, world.now);
        Map<String, Object> read = ReportJson.read(ReportJson.write(report.toMap()), "test");

        assertThat(report.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(read).extracting("kayenta").extracting("score").isEqualTo(0.0);
        assertThat(HtmlWriter.page(new CanaryPresentation().document(read)))
                .contains("Kayenta&#39;s judge says Fail, score 0").contains("High").contains("Kayenta score &gt;= 95");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "kayenta | '' | judge 'kayenta' has no canary config; name its file in judgeConfig",
        "sequential | canary.json | judgeConfig 'canary.json' is only read by Kayenta's judge; set judge to kayenta or kayenta-fixed"
    })
    void theJudgeAndItsConfigBelongTogether(String judge, String config, String message) {
        assertThatThrownBy(() -> request(Map.of("judge", judge, "judgeConfig", config)))
                .isInstanceOf(InvalidInputException.class).hasMessage("canaryDeploy: " + message);
    }

    @Test
    void whatKayentaWouldPassOverIsRefused() {
        Map<String, Object> kayenta = Map.of("judge", "kayenta", "judgeConfig", "canary.json");
        for (Map<String, Object> more : List.<Map<String, Object>>of(
                Map.of("checks", List.of("errors not worse")), Map.of("confidence", 0.9), Map.of("strategy", "blue-green"))) {
            Map<String, Object> all = new LinkedHashMap<>(kayenta);
            all.putAll(more);
            assertThatThrownBy(() -> request(all)).as("%s", more).isInstanceOf(InvalidInputException.class);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "CPU Usage | a metric is named as checks name it",
        "psi(predictions) | compares both",
        "metric(tokens) | asks for what a local proxy does not count",
        "'promql(\\\"sum(x)\\\")' | can only be asked of a Prometheus"
    })
    void aMetricThatNobodyCountsIsRefusedBeforeAnythingBegins(String metric, String cause) {
        CanaryRequest request = request(Map.of("judge", "kayenta", "judgeConfig", "canary.json"));
        assertThatThrownBy(() -> request.with(inputs("{\"metrics\": [{\"name\": \"" + metric + "\"}]}")))
                .isInstanceOf(InvalidInputException.class).hasMessageContaining(cause);
    }

    @Test
    void aConfigThatIsNoJsonIsRefused() {
        CanaryRequest request = request(Map.of("judge", "kayenta", "judgeConfig", "canary.json"));
        assertThatThrownBy(() -> request.with(inputs("metrics:"))).hasMessageStartingWith("canaryDeploy: judgeConfig is no JSON object");
    }

    private static SimulatedRelease world(long minRequests, boolean fixed) {
        return new SimulatedRelease(plan(minRequests, fixed), 1);
    }

    private static CanaryPlan plan(long minRequests, boolean fixed) {
        Judging judging = KayentaPlan.of(CanaryConfig.of(ReportJson.read(CONFIG, "test")), fixed, minRequests);
        CanaryPlan usual = SimulatedRelease.plan(STEPS, "errors not worse").judgedBy(judging);
        return new CanaryPlan(
                usual.steps(), judging,
                new Limits(minRequests, usual.limits().interval(), usual.limits().maxDuration(), usual.limits().outageTimeout()),
                usual.policy(), usual.approvals(), usual.freezes(), usual.takeover());
    }

    private static CanaryRequest request(Map<String, Object> given) {
        Map<String, Object> all = new LinkedHashMap<>(Map.of(
                "workload", "local/fraud", "traffic", "local:http://127.0.0.1:9901", "credentialsId", "proxy"));
        all.putAll(given);
        return CanaryRequest.of(all);
    }

    private static Inputs inputs(String config) {
        return new Inputs(List.of(), List.of(), config, "", "");
    }
}
