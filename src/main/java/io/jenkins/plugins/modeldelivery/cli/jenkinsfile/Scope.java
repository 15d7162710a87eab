package io.jenkins.plugins.modeldelivery.cli.jenkinsfile;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What holds inside one block of a Jenkinsfile.
 *
 * @param stage the innermost stage, or null outside of any
 * @param prefix what log lines begin with: the stage's or branch's name, or the empty string
 * @param directory the folder that steps work in, or null outside of a node
 * @param variables environment variables that the enclosing blocks set
 * @param outcome what the build's result would be from here, seen by post conditions; null outside of them
 */
record Scope(Stage stage, String prefix, Path directory, Map<String, String> variables, Result outcome) {
    static final Scope OUTERMOST = new Scope(null, "", null, Map.of(), null);

    Scope {
        variables = Map.copyOf(variables);
    }

    Scope inStage(Stage inner) {
        return new Scope(inner, inner.name(), directory, variables, outcome).with(Map.of("STAGE_NAME", inner.name()));
    }

    Scope inBranch(String name) {
        return new Scope(stage, name, directory, variables, outcome);
    }

    Scope in(Path folder) {
        return new Scope(stage, prefix, folder, variables, outcome);
    }

    Scope with(Map<String, String> more) {
        Map<String, String> all = new LinkedHashMap<>(variables);
        all.putAll(more);
        return new Scope(stage, prefix, directory, all, outcome);
    }

    Scope after(Result result) {
        return new Scope(stage, prefix, directory, variables, result);
    }
}
