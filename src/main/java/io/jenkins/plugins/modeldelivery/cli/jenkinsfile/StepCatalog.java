package io.jenkins.plugins.modeldelivery.cli.jenkinsfile;

import io.jenkins.plugins.modeldelivery.operation.Parameter;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The steps that can be called here. The compiler asks it before anything runs, the build while it runs. */
final class StepCatalog {
    private final Map<String, StepDefinition> byName = new LinkedHashMap<>();

    StepCatalog(Collection<? extends ModelStep> modelSteps) {
        FlowSteps.all().forEach(this::add);
        FileSteps.all().forEach(this::add);
        add(ShellStep.definition());
        for (ModelStep step : modelSteps) {
            add(ModelStepCall.definition(step));
            for (Parameter parameter : step.capability().parameters().all()) {
                parameter.forms().forEach(form -> add(DescribedCall.definition(form)));
            }
        }
    }

    boolean has(String name) {
        return byName.containsKey(name);
    }

    StepDefinition get(String name) {
        return byName.get(name);
    }

    /** Says that a step is not supported, and which are. */
    String refusal(String name) {
        return "'" + name + "' is not supported outside Jenkins; supported steps are " + String.join(", ", names());
    }

    private List<String> names() {
        return List.copyOf(byName.keySet());
    }

    private void add(StepDefinition definition) {
        byName.put(definition.signature().name(), definition);
    }
}
