package io.jenkins.plugins.modeldelivery.evaluation;

import io.jenkins.plugins.modeldelivery.operation.Capability;
import io.jenkins.plugins.modeldelivery.operation.Operation;
import io.jenkins.plugins.modeldelivery.operation.Parameters;
import io.jenkins.plugins.modeldelivery.operation.Workbench;
import java.util.Map;

/** The step evaluateModel: from a table of predictions to metrics with intervals and a verdict. */
public final class EvaluateModel implements Capability, Operation<EvaluationRequest, EvaluationReport> {
    @Override
    public Parameters parameters() {
        return EvaluationRequest.PARAMETERS;
    }

    @Override
    public void check(Map<String, ?> arguments) {
        EvaluationRequest.of(arguments);
    }

    @Override
    public EvaluationReport run(Map<String, ?> arguments, Workbench bench) throws InterruptedException {
        return run(EvaluationRequest.of(arguments), bench);
    }

    @Override
    public EvaluationReport run(EvaluationRequest request, Workbench bench) throws InterruptedException {
        return new Evaluation(request, bench).report();
    }
}
