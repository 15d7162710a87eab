package io.jenkins.plugins.modeldelivery.judge;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.modeldelivery.operation.Verdict;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whether a metric is written in millionths or in millions changes neither a verdict nor when it was given. */
class JudgeUnitsTest {
    private static final double[] CANARIES = {0.8, 1, 1.04, 1.3, 2};

    /** In a check {@code {x}} stands for x in the unit that is tried. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "lower metric(x) not worse",
                "lower metric(x) not worse by 10%",
                "lower metric(x) not worse by {1}",
                "higher metric(x) not worse by 10%",
                "lower metric(x) better",
                "lower metric(x) better by 10%",
                "lower metric(x) drop <= {0.5}",
                "lower metric(x) <= {10.5}",
                "higher metric(x) >= {9.5}",
                "lower promql(\"x\") <= {10.5}",
                "lower metric(mean) not worse by 10%",
                "latency p90 not worse",
                "latency p90 not worse by 20%",
                "latency p90 not worse by {0.1}",
                "latency p90 better",
                "latency p90 drop <= {0.1}",
                "latency p90 <= {0.75}",
                "psi(p) <= 0.2",
                "ks(p) <= 0.1"
            })
    void verdictsDoNotDependOnUnits(String check) {
        List<Verdict> verdicts = new ArrayList<>();
        for (double canary : CANARIES) {
            Judgement one = judged(check, 1, canary);
            verdicts.add(one.verdict());
            for (double unit : new double[] {1e-6, 1e6}) {
                Judgement other = judged(check, unit, canary);
                assertThat(other.verdict()).as("%s in units of %s", check, unit).isEqualTo(one.verdict());
                assertThat(other.decidedAt()).as("%s in units of %s", check, unit).isEqualTo(Double.valueOf(one.decidedAt()));
            }
        }
        assertThat(verdicts).as("%s is answered in more than one way", check).contains(Verdict.FAIL, Verdict.PASS);
    }

    private static Judgement judged(String check, double unit, double canary) {
        String text = check;
        for (int open = text.indexOf('{'); open >= 0; open = text.indexOf('{')) {
            double amount = Double.parseDouble(text.substring(open + 1, text.indexOf('}')));
            text = text.substring(0, open) + exact(amount * unit) + text.substring(text.indexOf('}') + 1);
        }
        Judge judge = new Judge(JudgePlan.of(List.of(text), 0.05, 0));
        Random random = new Random(7);
        for (int minute = 1; minute <= 60; minute++) {
            judge.observe(Observation.of(60 * minute, arm(unit, 1, random), arm(unit, canary, random)));
        }
        return judge.judgement();
    }

    private static ArmSample arm(double unit, double factor, Random random) {
        Map<String, Double> values = new HashMap<>();
        double x = factor * (10 + random.nextGaussian()) * unit;
        values.put("x", x);
        values.put("promql(x)", x);
        values.put("mean_sum", 100 * x);
        values.put("mean_count", 100.0);
        values.put("requests", 200.0);
        double[] bounds = {0.25, 0.5, 0.75, 0.9, 1.5};
        int[] within = new int[bounds.length];
        for (int i = 0; i < 200; i++) {
            double seconds = factor * 0.3 * Math.exp(0.5 * random.nextGaussian());
            for (int b = 0; b < bounds.length; b++) {
                within[b] += seconds <= bounds[b] ? 1 : 0;
            }
        }
        for (int b = 0; b < bounds.length; b++) {
            values.put("latency_le_" + exact(bounds[b] * unit), (double) within[b]);
            values.put("p_le_" + exact(bounds[b] * unit), (double) within[b]);
        }
        values.put("p_count", 200.0);
        return ArmSample.of(values);
    }

    private static String exact(double number) {
        return new BigDecimal(Double.toString(number)).toPlainString();
    }
}
