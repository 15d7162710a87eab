package io.jenkins.plugins.modeldelivery.judge.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.modeldelivery.judge.JudgePlan;
import io.jenkins.plugins.modeldelivery.operation.Verdict;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Every form of check, looked at each minute for an hour, calls a canary at its border worse than is allowed, or proven
 * no worse, at most alpha of the time. {@link CheckFormsSoakTest} runs many more.
 */
class CheckFormsTest {
    private static final int MINUTES = 60;

    int runs() {
        return 100;
    }

    /** Few runs can only tell that it is more; many are held to the share itself. */
    double measured(Outcome outcome) {
        return outcome.share().low();
    }

    @TestFactory
    Stream<DynamicTest> isWrongAtMostAlphaOfTheTime() {
        return BorderTraffic.everyForm().stream().map(form -> DynamicTest.dynamicTest(form.name(), () -> {
            assertThat(measured(condemned(form, runs(), Verdict.FAIL))).as("called worse").isLessThanOrEqualTo(JudgePlan.ALPHA);
            assertThat(measured(condemned(form, runs(), Verdict.PASS))).as("called no worse").isLessThanOrEqualTo(JudgePlan.ALPHA);
        }));
    }

    /** How often the verdict was given at any look. */
    static Outcome condemned(BorderTraffic form, int runs, Verdict verdict) {
        JudgePlan plan = JudgePlan.of(List.of(form.check()), JudgePlan.ALPHA, 0);
        int wrong = 0;
        for (int run = 0; run < runs; run++) {
            JudgeRule rule = new JudgeRule(plan);
            Chance chance = new Chance(Bars.SEED + run);
            for (int minute = 1; minute <= MINUTES; minute++) {
                rule.condemns(form.minute(minute, chance));
                if (rule.verdict() == verdict) {
                    wrong++;
                    break;
                }
            }
        }
        return new Outcome(form.name(), verdict.name(), runs, wrong, 0, Double.NaN, new int[0]);
    }
}
