package io.jenkins.plugins.modeldelivery.docker;

import java.util.List;
import java.util.Map;

/**
 * What is built from a Dockerfile.
 *
 * @param dockerfile its path in the context
 * @param target the stage to build; empty for the last
 * @param arguments build arguments by name
 * @param secrets for each id that the Dockerfile mounts, the file at the top of the context that holds its value
 * @param logins for the registries that FROM names
 */
public record DockerfileBuild(
        String dockerfile,
        String target,
        String platform,
        Map<String, String> arguments,
        Map<String, String> secrets,
        List<RegistryLogin> logins) {
    public DockerfileBuild {
        arguments = Map.copyOf(arguments);
        secrets = Map.copyOf(secrets);
        logins = List.copyOf(logins);
    }
}
