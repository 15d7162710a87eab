package io.jenkins.plugins.modeldelivery.judge.kayenta;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.modeldelivery.operation.InvalidInputException;
import io.jenkins.plugins.modeldelivery.operation.Verdict;
import io.jenkins.plugins.modeldelivery.report.ReportJson;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class KayentaFixedTest {
    private static final String CONFIG =
            """
            {"name": "c", "judge": {"name": "NetflixACAJudge-v1.0", "judgeConfigurations": {}},
             "metrics": [{"name": "cpu", "groups": ["system"], "query": {"type": "prometheus"},
               "analysisConfigurations": {"canary": {"direction": "increase", "critical": true}}},
              {"name": "memory", "groups": ["system"], "analysisConfigurations": {"canary": {"direction": "either"}}}],
             "classifier": {"groupWeights": {"system": 100}, "scoreThresholds": {"pass": 95, "marginal": 75}}}
            """;

    @Test
    void readsKayentasConfigAndScoresACanary() {
        KayentaJudgement judgement = judge(false, 1, 1.5);
        assertThat(judgement.metrics().get(0).classification()).isEqualTo(Classification.HIGH);
        assertThat(judgement.scores().summary()).isZero();
        assertThat(judgement.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(judge(false, 1, 1).verdict()).isEqualTo(Verdict.PASS);
    }

    @Test
    void theFixedJudgeDoesNotDependOnUnits() {
        for (double unit : new double[] {1e-6, 1, 1e6}) {
            assertThat(judge(true, unit, 1.5).metrics().get(0).classification()).isEqualTo(Classification.HIGH);
            assertThat(judge(true, unit, 1).metrics().get(0).classification()).isEqualTo(Classification.PASS);
        }
        assertThat(judge(false, 1e-6, 1.5).metrics().get(0).classification())
                .as("Kayenta's root finder stops at 1e-4")
                .isEqualTo(Classification.PASS);
    }

    /** Ties, constants, runs, tails and both directions: what a metric is counted in changes no classification. */
    @Test
    void noClassificationDependsOnUnits() {
        MetricConfig metric = CanaryConfig.of(ReportJson.read(CONFIG, "config")).metrics().get(1);
        Random random = new Random(4);
        int differences = 0;
        for (int run = 0; run < 500; run++) {
            double[] control = values(random, run % 5, 1);
            double[] experiment = values(random, run % 5, 1 + 0.05 * (run % 7 - 3));
            MetricResult one = MetricClassifier.usual(true).classify(metric, control, experiment);
            differences += one.classification() == Classification.PASS ? 0 : 1;
            for (double unit : new double[] {1e-6, 1e6}) {
                assertThat(MetricClassifier.usual(true)
                                .classify(metric, scaled(control, unit), scaled(experiment, unit))
                                .classification())
                        .as("run %s in units of %s", run, unit)
                        .isEqualTo(one.classification());
            }
        }
        assertThat(differences).isBetween(50, 450);
    }

    private static double[] values(Random random, int kind, double factor) {
        double last = 0;
        double[] values = new double[40];
        for (int i = 0; i < values.length; i++) {
            last = 0.7 * last + random.nextGaussian();
            values[i] = factor
                    * switch (kind) {
                        case 0 -> 20 + random.nextInt(4);
                        case 1 -> 20;
                        case 2 -> 20 + last;
                        case 3 -> Math.exp(random.nextGaussian());
                        default -> 20 + random.nextGaussian();
                    };
        }
        return values;
    }

    private static double[] scaled(double[] values, double unit) {
        return Arrays.stream(values).map(value -> value * unit).toArray();
    }

    @Test
    void theFixedJudgeTakesRunsForWhatTheyAre() {
        assertThat(falseAlarms(true, 0.6)).isLessThan(0.05);
        assertThat(falseAlarms(false, 0.6)).isGreaterThan(0.05);
    }

    private static double falseAlarms(boolean fixed, double persistence) {
        MetricConfig metric = CanaryConfig.of(ReportJson.read(CONFIG, "config")).metrics().get(1);
        Random random = new Random(1);
        int alarms = 0;
        for (int run = 0; run < 300; run++) {
            MetricResult result = MetricClassifier.usual(fixed)
                    .classify(metric, runs(random, persistence), runs(random, persistence));
            alarms += result.classification() == Classification.PASS ? 0 : 1;
        }
        return alarms / 300.0;
    }

    private static double[] runs(Random random, double persistence) {
        double[] values = new double[60];
        double last = random.nextGaussian();
        for (int i = 0; i < values.length; i++) {
            last = persistence * last + Math.sqrt(1 - persistence * persistence) * random.nextGaussian();
            values[i] = 100 + 10 * last;
        }
        return values;
    }

    private static KayentaJudgement judge(boolean fixed, double unit, double factor) {
        Random random = new Random(2);
        double[] control = random.doubles(60).map(u -> unit * (1 + u)).toArray();
        double[] experiment = random.doubles(60).map(u -> unit * factor * (1 + u)).toArray();
        return new KayentaJudge(CanaryConfig.of(ReportJson.read(CONFIG, "config")), fixed)
                .judge(name -> control, name -> name.equals("cpu") ? experiment : shuffled(control));
    }

    private static double[] shuffled(double[] values) {
        double[] reversed = new double[values.length];
        Arrays.setAll(reversed, i -> values[values.length - 1 - i]);
        return reversed;
    }

    @Test
    void aConfigThatCannotBeRightIsRefusedInOneLine() {
        for (String wrong : new String[] {"{}", "{\"metrics\": []}", "{\"metrics\": [{\"name\": \"\"}]}", "{\"metrics\": [3]}",
            "{\"metrics\": [{\"name\": \"a\", \"analysisConfigurations\": {\"canary\": {\"direction\": \"up\"}}}]}"}) {
            assertThatThrownBy(() -> CanaryConfig.of(ReportJson.read(wrong, "config")))
                    .isInstanceOf(InvalidInputException.class)
                    .message()
                    .startsWith("canary config: ")
                    .doesNotContain("\n");
        }
    }
}
