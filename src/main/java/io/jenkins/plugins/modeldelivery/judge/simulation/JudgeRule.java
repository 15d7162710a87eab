package io.jenkins.plugins.modeldelivery.judge.simulation;

import io.jenkins.plugins.modeldelivery.judge.Judge;
import io.jenkins.plugins.modeldelivery.judge.JudgePlan;
import io.jenkins.plugins.modeldelivery.judge.Observation;
import io.jenkins.plugins.modeldelivery.operation.Verdict;

/** The judge, asked after each minute. */
public final class JudgeRule implements Rule {
    private final Judge judge;

    public JudgeRule(JudgePlan plan) {
        this.judge = new Judge(plan);
    }

    @Override
    public boolean condemns(Observation observation) {
        judge.observe(observation);
        return judge.verdict() == Verdict.FAIL;
    }

    /** What the judge says now. */
    public Verdict verdict() {
        return judge.verdict();
    }

    @Override
    public boolean passes() {
        return judge.verdict() == Verdict.PASS || judge.verdict() == Verdict.WARN;
    }
}
