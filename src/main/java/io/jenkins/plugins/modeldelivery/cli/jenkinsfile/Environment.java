package io.jenkins.plugins.modeldelivery.cli.jenkinsfile;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The build's environment variables, from weakest to strongest: those of this process, the build's facts, its parameters,
 * what the Jenkinsfile assigned to {@code env}, and what the enclosing blocks set. Thread-safe.
 */
final class Environment {
    private final Map<String, String> facts;
    private final Map<String, Object> parameters = new ConcurrentHashMap<>();
    private final Map<String, String> assigned = new ConcurrentHashMap<>();

    Environment(Path workspace) {
        Path folder = workspace.getFileName();
        String job = folder == null ? "workspace" : folder.toString();
        this.facts = Map.of(
                "JOB_NAME", job,
                "JOB_BASE_NAME", job,
                "BUILD_NUMBER", "1",
                "BUILD_ID", "1",
                "BUILD_DISPLAY_NAME", "#1",
                "BUILD_TAG", "jenkins-" + job + "-1");
    }

    void assign(String name, String value) {
        assigned.put(name, value);
    }

    /** Sets the build's parameters, which are environment variables as well. */
    void parameters(Map<String, Object> values) {
        parameters.putAll(values);
    }

    Map<String, Object> parameters() {
        return Map.copyOf(parameters);
    }

    /** The variable's value in this scope; null when it is not set. */
    String get(String name, Scope scope) {
        return all(scope).get(name);
    }

    Map<String, String> all(Scope scope) {
        Map<String, String> all = new LinkedHashMap<>(System.getenv());
        all.putAll(facts);
        parameters.forEach((name, value) -> all.put(name, value.toString()));
        all.putAll(assigned);
        all.putAll(scope.variables());
        return all;
    }
}
