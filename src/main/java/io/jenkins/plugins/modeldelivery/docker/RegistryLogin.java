package io.jenkins.plugins.modeldelivery.docker;

import com.github.dockerjava.api.model.AuthConfig;
import io.jenkins.plugins.modeldelivery.operation.Credential;

/**
 * What the service needs to pull from a registry.
 *
 * @param registry host and port, as in an image's name
 */
public record RegistryLogin(String registry, Credential credential) {
    private static final String DOCKER_HUB = "docker.io";

    /** The login for the registry that holds an image. */
    public static RegistryLogin of(String image, Credential credential) {
        String host = image.contains("/") ? image.substring(0, image.indexOf('/')) : "";
        boolean named = host.contains(".") || host.contains(":") || host.equals("localhost");
        return new RegistryLogin(named ? host : DOCKER_HUB, credential);
    }

    AuthConfig config() {
        AuthConfig config = new AuthConfig().withRegistryAddress(registry);
        return credential.username().isEmpty()
                ? config.withRegistrytoken(credential.secret())
                : config.withUsername(credential.username()).withPassword(credential.secret());
    }
}
