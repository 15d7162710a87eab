package io.jenkins.plugins.modeldelivery.jenkins.webhook;

import io.jenkins.plugins.modeldelivery.http.Authorization;
import io.jenkins.plugins.modeldelivery.http.SecretComparison;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Whether a sender knows one of the secrets: as a bearer token, as Alertmanager sends it, or by the HMAC-SHA-256 (RFC 2104)
 * of the body under it, as in {@code X-Hub-Signature-256: sha256=HEX}. There may be several, so that one can be exchanged.
 *
 * @param secrets none of them empty
 */
record SenderProof(List<String> secrets) {
    static final String SIGNATURE = "X-Hub-Signature-256";

    private static final String ALGORITHM = "HmacSHA256";

    SenderProof {
        secrets = List.copyOf(secrets);
    }

    boolean isPossible() {
        return !secrets.isEmpty();
    }

    /** @param authorization the header; null when there was none */
    boolean isBearer(String authorization) {
        return authorization != null
                && secrets.stream().anyMatch(secret -> SecretComparison.areEqual(authorization, Authorization.bearer(secret)));
    }

    boolean isSignature(String signature, byte[] body) {
        return secrets.stream().anyMatch(secret -> SecretComparison.areEqual(signature, "sha256=" + hmac(secret, body)));
    }

    private static String hmac(String secret, byte[] body) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM));
            return HexFormat.of().formatHex(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + ALGORITHM, e);
        }
    }

    /** Without the secrets. */
    @Override
    public String toString() {
        return "SenderProof of " + secrets.size() + " secrets";
    }
}
