package io.jenkins.plugins.modeldelivery.image.provenance;

import io.jenkins.plugins.modeldelivery.image.oci.Json;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A signed statement as sigstore's tools read it: bundle version 0.3 with a DSSE envelope, verified with the public key that
 * the reader has.
 */
public final class SigstoreBundle {
    public static final String TYPE = "application/vnd.dev.sigstore.bundle.v0.3+json";

    private SigstoreBundle() {}

    /** The bundle as JSON. */
    public static byte[] json(Statement statement, SigningKey key) {
        byte[] payload = statement.json();
        byte[] signature = key.sign(preAuthenticated(Statement.TYPE, payload));
        Base64.Encoder base64 = Base64.getEncoder();
        Map<String, Object> envelope = new LinkedHashMap<>();
        envelope.put("payload", base64.encodeToString(payload));
        envelope.put("payloadType", Statement.TYPE);
        envelope.put("signatures", List.of(Map.of("sig", base64.encodeToString(signature))));
        Map<String, Object> bundle = new LinkedHashMap<>();
        bundle.put("mediaType", TYPE);
        bundle.put("verificationMaterial", Map.of("publicKey", Map.of("hint", "")));
        bundle.put("dsseEnvelope", envelope);
        return Json.bytes(bundle);
    }

    /** What is signed, DSSE 1.0: {@code DSSEv1 len(type) type len(body) body}. */
    static byte[] preAuthenticated(String type, byte[] body) {
        ByteArrayOutputStream encoded = new ByteArrayOutputStream();
        int typeLength = type.getBytes(StandardCharsets.UTF_8).length;
        encoded.writeBytes(("DSSEv1 " + typeLength + " " + type + " " + body.length + " ").getBytes(StandardCharsets.UTF_8));
        encoded.writeBytes(body);
        return encoded.toByteArray();
    }
}
