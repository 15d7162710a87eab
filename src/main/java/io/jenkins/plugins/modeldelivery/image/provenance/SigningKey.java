package io.jenkins.plugins.modeldelivery.image.provenance;

import io.jenkins.plugins.modeldelivery.operation.InvalidInputException;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.interfaces.ECPrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;

/** A private key that signs: ECDSA, RSA or Ed25519, with the hash that cosign takes for it. */
public final class SigningKey {
    private static final String BEGIN = "-----BEGIN PRIVATE KEY-----";
    private static final String END = "-----END PRIVATE KEY-----";

    private final PrivateKey key;

    private SigningKey(PrivateKey key) {
        this.key = key;
    }

    /**
     * Reads a key in PKCS#8.
     *
     * @throws InvalidInputException if the text is none; the message repeats nothing of it
     */
    public static SigningKey parse(String pem) {
        int begin = pem.indexOf(BEGIN);
        int end = pem.indexOf(END);
        if (begin < 0 || end < begin) {
            throw refused();
        }
        try {
            byte[] der = Base64.getMimeDecoder().decode(pem.substring(begin + BEGIN.length(), end));
            for (String algorithm : new String[] {"EC", "RSA", "Ed25519"}) {
                try {
                    return new SigningKey(KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(der)));
                } catch (GeneralSecurityException e) {
                    continue;
                }
            }
        } catch (IllegalArgumentException e) {
            throw refused();
        }
        throw refused();
    }

    /** Without a cause, which could repeat parts of the key. */
    private static InvalidInputException refused() {
        return new InvalidInputException("signingCredentialsId: the secret is no private key in PKCS#8; convert it with"
                + " openssl pkcs8 -topk8 -nocrypt and store the text from BEGIN PRIVATE KEY to END PRIVATE KEY");
    }

    byte[] sign(byte[] message) {
        try {
            Signature signature = Signature.getInstance(algorithm());
            signature.initSign(key);
            signature.update(message);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new InvalidInputException("signingCredentialsId: the key cannot sign (" + e.getMessage()
                    + "); use one of ECDSA P-256, RSA 2048 or more, or Ed25519", e);
        }
    }

    private String algorithm() {
        if (key instanceof ECPrivateKey ec) {
            int bits = ec.getParams().getOrder().bitLength();
            return bits <= 256 ? "SHA256withECDSA" : bits <= 384 ? "SHA384withECDSA" : "SHA512withECDSA";
        }
        return key.getAlgorithm().equals("RSA") ? "SHA256withRSA" : "Ed25519";
    }
}
