package io.jenkins.plugins.modeldelivery.cli.jenkinsfile;

import io.jenkins.plugins.modeldelivery.operation.Credential;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.function.Function;

/**
 * How a Jenkinsfile is run.
 *
 * @param workspace absolute; every node's workspace
 * @param output absolute; where reports and archived files go
 * @param parameters values of the build's parameters, by name, as the user gave them
 * @param credentials gives the credential of an id
 */
public record RunSettings(
        Path workspace,
        Path output,
        Map<String, String> parameters,
        Function<String, Credential> credentials,
        Clock clock) {
    public RunSettings {
        parameters = Map.copyOf(parameters);
    }
}
