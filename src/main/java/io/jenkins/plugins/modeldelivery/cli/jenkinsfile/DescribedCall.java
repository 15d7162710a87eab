package io.jenkins.plugins.modeldelivery.cli.jenkinsfile;

import io.jenkins.plugins.modeldelivery.operation.Described;
import io.jenkins.plugins.modeldelivery.operation.Parameter;
import io.jenkins.plugins.modeldelivery.operation.Parameters;

/** A value with options of its own, as in {@code kubernetes(namespace: 'ml')}: it is called like a step, and gives the value. */
final class DescribedCall {
    private DescribedCall() {}

    static StepDefinition definition(Parameters form) {
        String[] names = form.all().stream().map(Parameter::name).toArray(String[]::new);
        return new StepDefinition(
                Signature.step(form.step(), "", names), (call, build) -> new Described(form.step(), call.arguments()));
    }
}
