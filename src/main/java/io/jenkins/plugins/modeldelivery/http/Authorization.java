package io.jenkins.plugins.modeldelivery.http;

import io.jenkins.plugins.modeldelivery.operation.Credential;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Values of the Authorization header. */
public final class Authorization {
    private Authorization() {}

    /** Basic authentication, RFC 7617. */
    public static String basic(Credential credential) {
        byte[] pair = (credential.username() + ":" + credential.secret()).getBytes(StandardCharsets.UTF_8);
        return "Basic " + Base64.getEncoder().encodeToString(pair);
    }

    /** Bearer token, RFC 6750. */
    public static String bearer(String token) {
        return "Bearer " + token;
    }

    /** Basic for a user with a password, bearer for a credential that is only a secret. */
    public static String of(Credential credential) {
        return credential.username().isEmpty() ? bearer(credential.secret()) : basic(credential);
    }
}
