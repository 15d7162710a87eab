package io.jenkins.plugins.modeldelivery.image.scan;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretPatternsTest {
    // Put together here, so that the sources hold nothing that looks like a secret.
    private static final String A = "A".repeat(40);

    @Test
    void keysAndTokensAreFoundAndNeverShown() {
        for (String secret : new String[] {
            "-----BEGIN " + "OPENSSH PRIVATE KEY-----", "AKIA" + "ABCDEFGHIJKLMNOP", "ghp_" + A, "glpat-" + A, "hf_" + A,
            "sk-" + "proj-" + A, "xoxb-" + A, "AIza" + "B".repeat(35), "npm_" + A.substring(4), "eyJ" + A + ".eyJ" + A + "." + A,
            "postgres://ann:" + "hunter22@db.example.org/x"
        }) {
            assertThat(PickleScannerTest.findings("code.py", ("key = '" + secret + "'\n").getBytes(StandardCharsets.US_ASCII)))
                    .as(secret)
                    .anySatisfy(finding -> {
                        assertThat(finding.kind()).isEqualTo(Finding.Kind.SECRET);
                        assertThat(finding.detail()).doesNotContain(secret.substring(4));
                    });
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "https://example.org/a:b@c", "http://user:${PASSWORD}@host", "postgres://user:password@localhost/db", "AKIAshort",
        "the sk-learn library", "-----BEGIN PUBLIC KEY-----", "hf_transfer", "s3://bucket/key"
    })
    void ordinaryTextIsNoSecret(String text) {
        assertThat(PickleScannerTest.findings("code.py", text.getBytes(StandardCharsets.US_ASCII))).isEmpty();
    }

    @Test
    void aSecretAcrossTheBorderOfTwoPiecesIsFound() {
        String text = "x".repeat((1 << 20) - 10) + "\nghp_" + A + "\n";
        assertThat(PickleScannerTest.findings("code.txt", text.getBytes(StandardCharsets.US_ASCII))).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {".env", "app/.env.production", ".git/config", "a/.ssh/known_hosts", "id_rsa", "store.p12", ".aws/credentials"})
    void placesOfSecretsAreKnown(String path) {
        assertThat(SecretPatterns.ofPath(path)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {".env.example", "environment.yml", "git/config", "keys.py", ".gitignore"})
    void otherPathsAreNot(String path) {
        assertThat(SecretPatterns.ofPath(path)).isEmpty();
    }
}
