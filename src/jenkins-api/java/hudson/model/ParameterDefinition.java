package hudson.model;

public abstract class ParameterDefinition {
    public native String getName();

    public native ParameterValue getDefaultParameterValue();
}
