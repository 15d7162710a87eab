package io.jenkins.plugins.modeldelivery.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.modeldelivery.operation.InvalidInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A kubeconfig gives access by its own text alone, and what is wrong with it is said without repeating it. */
class KubeconfigTest {
    private static final String SECRET = "s3cr3t-t0k3n";
    private static final String GOOD = """
            apiVersion: v1
            kind: Config
            current-context: blue
            contexts:
            - {name: blue, context: {cluster: one, user: robot, namespace: ml}}
            - {name: green, context: {cluster: two, user: person}}
            clusters:
            - {name: one, cluster: {server: "https://one.example:6443", certificate-authority-data: "Q0E="}}
            - {name: two, cluster: {server: "https://two.example"}}
            users:
            - {name: robot, user: {token: s3cr3t-t0k3n}}
            - {name: person, user: {client-certificate-data: "Q0VSVA==", client-key-data: "S0VZ"}}
            """;

    @Test
    void theCurrentContextIsTakenUnlessAnotherIsNamed() {
        ClusterAccess blue = ClusterAccess.ofKubeconfig(GOOD, "");
        assertThat(blue.server()).hasToString("https://one.example:6443");
        assertThat(blue.authority()).isEqualTo("CA");
        assertThat(blue.identity().token()).isEqualTo(SECRET);
        assertThat(blue.namespace()).isEqualTo("ml");

        ClusterAccess green = ClusterAccess.ofKubeconfig(GOOD, "green");
        assertThat(green.server()).hasToString("https://two.example");
        assertThat(green.identity().certificate()).isEqualTo("CERT");
        assertThat(green.identity().key()).isEqualTo("KEY");
    }

    @Test
    void jsonIsReadToo() {
        String json = "{\"current-context\": \"a\", \"contexts\": [{\"name\": \"a\", \"context\": {\"cluster\": \"a\"}}],"
                + " \"clusters\": [{\"name\": \"a\", \"cluster\": {\"server\": \"http://127.0.0.1:8001\"}}]}";
        assertThat(ClusterAccess.ofKubeconfig(json, "").server()).hasToString("http://127.0.0.1:8001");
    }

    @Test
    void secretsAreNeverPrinted() {
        assertThat(ClusterAccess.ofKubeconfig(GOOD, "").toString()).doesNotContain(SECRET);
    }

    @Test
    void anUnknownContextIsAnsweredWithTheKnownOnes() {
        assertThatThrownBy(() -> ClusterAccess.ofKubeconfig(GOOD, "red"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("kubeconfig has no context 'red'; it has 'blue', 'green'");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "token: s3cr3t-t0k3n            | exec: {command: aws}                 | program ('exec')",
        "token: s3cr3t-t0k3n            | auth-provider: {name: gcp}           | program ('auth-provider')",
        "token: s3cr3t-t0k3n            | tokenFile: /etc/shadow               | names a file in 'tokenFile'",
        "client-key-data: \"S0VZ\"      | client-key: /etc/shadow              | names a file in 'client-key'",
        "server: \"https://one.example:6443\" | server: http://one.example       | https://host:port",
        "certificate-authority-data: \"Q0E=\" | certificate-authority: /etc/ssl | names a file",
        "certificate-authority-data: \"Q0E=\" | insecure-skip-tls-verify: true  | insecure-skip-tls-verify",
        "certificate-authority-data: \"Q0E=\" | proxy-url: http://p             | proxy-url",
        "certificate-authority-data: \"Q0E=\" | certificate-authority-data: '*' | not base64",
        "current-context: blue          | x: y                                 | no current context",
        "cluster: one                   | cluster: 1                           | no cluster '1'",
    })
    void whatCannotOrMayNotBeUsedIsRefusedByName(String entry, String replacement, String reason) {
        String changed = GOOD.replace(entry, replacement);
        String context = entry.startsWith("client-key") ? "green" : "";
        assertThat(changed).isNotEqualTo(GOOD);
        assertThatThrownBy(() -> ClusterAccess.ofKubeconfig(changed, context))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining(reason)
                .message().doesNotContain(SECRET).doesNotContain("/etc/shadow");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "s3cr3t-t0k3n", "{", "a: [", "clusters: s3cr3t-t0k3n", "- s3cr3t-t0k3n: {", "\u0000"})
    void whatIsNoKubeconfigIsRefusedWithoutRepeatingIt(String text) {
        assertThatThrownBy(() -> ClusterAccess.ofKubeconfig(text, ""))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("kubeconfig is not one")
                .hasNoCause()
                .message().doesNotContain(SECRET);
    }

    @Test
    void aPodHasItsOwnAccess(@TempDir Path folder) throws Exception {
        Files.writeString(folder.resolve("token"), SECRET + "\n");
        Files.writeString(folder.resolve("ca.crt"), "CA");
        Files.writeString(folder.resolve("namespace"), "ml\n");
        ClusterAccess access = ServiceAccount.access(
                folder, Map.of("KUBERNETES_SERVICE_HOST", "fd00::1", "KUBERNETES_SERVICE_PORT", "6443"));
        assertThat(access.server()).hasToString("https://[fd00::1]:6443");
        assertThat(access.identity().token()).isEqualTo(SECRET);
        assertThat(access.namespace()).isEqualTo("ml");
        assertThatThrownBy(() -> ServiceAccount.access(folder, Map.of()))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("runs in no pod");
    }
}
