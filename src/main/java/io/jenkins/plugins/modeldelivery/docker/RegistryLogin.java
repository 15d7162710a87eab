package io.jenkins.plugins.modeldelivery.docker;

import com.github.dockerjava.api.model.AuthConfig;
import io.jenkins.plugins.modeldelivery.operation.Credential;

/**
 * What the service needs to pull from a registry.
 *
 * @param registry host and port, as in an image's name
 */
public record RegistryLogin(String registry, Credential credential) {
    AuthConfig config() {
        AuthConfig config = new AuthConfig().withRegistryAddress(registry);
        return credential.username().isEmpty()
                ? config.withRegistrytoken(credential.secret())
                : config.withUsername(credential.username()).withPassword(credential.secret());
    }
}
