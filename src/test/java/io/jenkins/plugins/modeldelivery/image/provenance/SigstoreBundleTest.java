package io.jenkins.plugins.modeldelivery.image.provenance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.modeldelivery.image.blob.Digest;
import io.jenkins.plugins.modeldelivery.image.oci.Json;
import io.jenkins.plugins.modeldelivery.operation.InvalidInputException;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SigstoreBundleTest {
    private static final Statement STATEMENT =
            Statement.signature(new Subject("registry.example.org/fraud", Digest.of("image".getBytes(StandardCharsets.UTF_8))));

    /** The test vector of the DSSE specification, protocol.md. */
    @Test
    void whatIsSignedIsEncodedAsTheSpecificationSays() {
        byte[] encoded = SigstoreBundle.preAuthenticated("http://example.com/HelloWorld", "hello world".getBytes(StandardCharsets.UTF_8));
        assertThat(new String(encoded, StandardCharsets.UTF_8)).isEqualTo("DSSEv1 29 http://example.com/HelloWorld 11 hello world");
    }

    @ParameterizedTest
    @CsvSource({"EC, 256, SHA256withECDSA", "EC, 384, SHA384withECDSA", "RSA, 2048, SHA256withRSA", "Ed25519, 255, Ed25519"})
    void theSignatureHoldsForThePublicKey(String algorithm, int bits, String signatureAlgorithm) throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
        generator.initialize(bits);
        KeyPair pair = generator.generateKeyPair();
        String pem = "-----BEGIN PRIVATE KEY-----\n" + Base64.getMimeEncoder().encodeToString(pair.getPrivate().getEncoded())
                + "\n-----END PRIVATE KEY-----\n";

        JsonNode bundle = Json.parse(SigstoreBundle.json(STATEMENT, SigningKey.parse(pem)));

        JsonNode envelope = bundle.path("dsseEnvelope");
        byte[] payload = Base64.getDecoder().decode(envelope.path("payload").asText());
        Signature signature = Signature.getInstance(signatureAlgorithm);
        signature.initVerify(pair.getPublic());
        signature.update(SigstoreBundle.preAuthenticated(envelope.path("payloadType").asText(), payload));
        assertThat(signature.verify(Base64.getDecoder().decode(envelope.path("signatures").path(0).path("sig").asText()))).isTrue();
        assertThat(bundle.path("mediaType").asText()).isEqualTo("application/vnd.dev.sigstore.bundle.v0.3+json");
        assertThat(Json.parse(payload).path("subject").path(0).path("digest").path("sha256").asText())
                .isEqualTo(STATEMENT.subject().digest().hex());
    }

    @ParameterizedTest
    @CsvSource({"hello", "-----BEGIN PRIVATE KEY-----MIIB-----END PRIVATE KEY-----", "-----BEGIN EC PRIVATE KEY-----MIIB-----END EC PRIVATE KEY-----"})
    void whatIsNoKeyIsRefusedWithoutRepeatingIt(String text) {
        assertThatThrownBy(() -> SigningKey.parse(text))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("openssl pkcs8")
                .hasMessageNotContaining("MIIB")
                .hasNoCause();
    }
}
