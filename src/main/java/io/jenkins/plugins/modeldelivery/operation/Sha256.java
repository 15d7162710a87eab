package io.jenkins.plugins.modeldelivery.operation;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The digest that names inputs, blobs and alerts. */
public final class Sha256 {
    private Sha256() {}

    /** A fresh digest of FIPS 180-4; it cannot be missing, since every Java must have it. */
    public static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
