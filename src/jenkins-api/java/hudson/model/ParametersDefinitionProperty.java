package hudson.model;

import java.util.List;

public class ParametersDefinitionProperty extends JobProperty<Job<?, ?>> {
    public native List<ParameterDefinition> getParameterDefinitions();
}
