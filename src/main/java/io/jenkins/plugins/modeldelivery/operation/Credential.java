package io.jenkins.plugins.modeldelivery.operation;

import java.io.Serializable;

/**
 * A resolved credential on its way to where it is used.
 *
 * @param username the user's name, or the empty string for a bare token
 * @param secret the password, token or key; never printed
 */
public record Credential(String username, String secret) implements Serializable {
    @Override
    public String toString() {
        return "Credential[username=" + username + ", secret=****]";
    }
}
