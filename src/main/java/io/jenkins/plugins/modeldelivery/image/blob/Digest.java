package io.jenkins.plugins.modeldelivery.image.blob;

import io.jenkins.plugins.modeldelivery.operation.InvalidInputException;
import io.jenkins.plugins.modeldelivery.operation.Sha256;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * The SHA-256 digest by which content is known.
 *
 * @param hex 64 lower-case hexadecimal digits
 */
public record Digest(String hex) {
    private static final String PREFIX = "sha256:";
    private static final Pattern HEX = Pattern.compile("[0-9a-f]{64}");

    public Digest {
        if (!HEX.matcher(hex).matches()) {
            throw new InvalidInputException("digest '" + hex + "' is not SHA-256; write it as sha256: and 64 hexadecimal digits");
        }
    }

    /**
     * Reads {@code sha256:…}.
     *
     * @throws InvalidInputException if it is written otherwise or names another algorithm
     */
    public static Digest parse(String text) {
        return new Digest(text.startsWith(PREFIX) ? text.substring(PREFIX.length()) : text);
    }

    public static Digest of(byte[] content) {
        return new Digest(HexFormat.of().formatHex(Sha256.digest().digest(content)));
    }

    static Digest finished(MessageDigest algorithm) {
        return new Digest(HexFormat.of().formatHex(algorithm.digest()));
    }

    @Override
    public String toString() {
        return PREFIX + hex;
    }
}
