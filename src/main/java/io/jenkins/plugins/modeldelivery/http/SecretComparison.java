package io.jenkins.plugins.modeldelivery.http;

import io.jenkins.plugins.modeldelivery.operation.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/** The one place where what a sender gave is compared with a secret. */
public final class SecretComparison {
    private SecretComparison() {}

    /** Whether both texts are the same; the time it takes tells neither where they differ nor how long the secret is. */
    public static boolean areEqual(String given, String secret) {
        return MessageDigest.isEqual(digest(given), digest(secret));
    }

    private static byte[] digest(String text) {
        return Sha256.digest().digest(text.getBytes(StandardCharsets.UTF_8));
    }
}
