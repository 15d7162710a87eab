package io.jenkins.plugins.modeldelivery.cli.jenkinsfile;

import groovy.lang.Binding;
import groovy.lang.MissingPropertyException;
import io.jenkins.plugins.modeldelivery.operation.InvalidInputException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** The variables of a Jenkinsfile: its own, Jenkins' three, and as a last resort the environment. Thread-safe. */
final class JenkinsfileBinding extends Binding {
    private final Build build;
    private final Map<String, Object> fixed;

    JenkinsfileBinding(Build build) {
        super(Collections.synchronizedMap(new LinkedHashMap<>()));
        this.build = build;
        this.fixed = Map.of("env", new EnvironmentObject(build), "currentBuild", new CurrentBuild(build));
    }

    @Override
    public Object getVariable(String name) {
        if (name.equals("params")) {
            return build.environment().parameters();
        }
        if (fixed.containsKey(name)) {
            return fixed.get(name);
        }
        if (super.hasVariable(name)) {
            return super.getVariable(name);
        }
        String variable = build.environment().get(name, build.scope());
        if (variable == null) {
            throw new MissingPropertyException(name, JenkinsfileScript.class);
        }
        return variable;
    }

    @Override
    public void setVariable(String name, Object value) {
        if (fixed.containsKey(name) || name.equals("params")) {
            throw new InvalidInputException("the variable '" + name + "' cannot be replaced; choose another name");
        }
        super.setVariable(name, value);
    }
}
