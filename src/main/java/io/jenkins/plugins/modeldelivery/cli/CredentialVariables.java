package io.jenkins.plugins.modeldelivery.cli;

import io.jenkins.plugins.modeldelivery.operation.Credential;
import io.jenkins.plugins.modeldelivery.operation.InvalidInputException;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/**
 * Credentials outside Jenkins: environment variables, so that no secret stands in a file or in the list of processes. The
 * credential {@code registry-login} is {@code REGISTRY_LOGIN_PSW} and, where it has a user name, {@code REGISTRY_LOGIN_USR}:
 * the endings that Jenkins gives the variables of a credential.
 */
final class CredentialVariables {
    private CredentialVariables() {}

    /**
     * Looks credentials up in these variables.
     *
     * @return the credential of an id; throws InvalidInputException where its secret is not set
     */
    static Function<String, Credential> in(Map<String, String> environment) {
        return id -> find(id, environment);
    }

    private static Credential find(String id, Map<String, String> environment) {
        String prefix = id.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
        String secret = environment.getOrDefault(prefix + "_PSW", "");
        if (secret.isEmpty()) {
            throw new InvalidInputException("there is no credential '" + id + "' here; set the environment variable "
                    + prefix + "_PSW to its secret, and " + prefix + "_USR to its user name if it has one");
        }
        return new Credential(environment.getOrDefault(prefix + "_USR", ""), secret);
    }
}
