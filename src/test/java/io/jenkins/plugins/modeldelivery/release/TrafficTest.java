package io.jenkins.plugins.modeldelivery.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.modeldelivery.operation.InvalidInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a router cannot do is refused by name, and the documents say the same as the code. */
class TrafficTest {
    @ParameterizedTest
    @ValueSource(strings = {"docs/kubernetes.md", "docs/zh_CN/kubernetes.md"})
    void theDocumentedTableIsTheCodes(Path document) throws IOException {
        boolean chinese = document.toString().contains("zh_CN");
        List<String> documented = Files.readAllLines(document).stream()
                .filter(line -> line.matches("\\| `[a-z-]+` \\|.*\\| (yes|no|是|否) \\|"))
                .map(line -> line.replaceFirst("(\\| `[a-z-]+` \\|)[^|]*\\|", "$1"))
                .toList();
        assertThat(documented).isEqualTo(Arrays.stream(RouterKind.values()).map(kind -> row(kind, chinese)).toList());
    }

    private static String row(RouterKind kind, boolean chinese) {
        String strategies = Arrays.stream(Strategy.values())
                .filter(kind.strategies()::contains)
                .map(Strategy::text)
                .map(text -> "`" + text + "`")
                .collect(Collectors.joining(", "));
        return "| `" + kind.text() + "` | " + strategies + " | " + word(kind.takesHeader(), chinese) + " | "
                + word(kind.takesCookie(), chinese) + " | " + word(kind.mirrors(), chinese) + " |";
    }

    private static String word(boolean able, boolean chinese) {
        return chinese ? able ? "是" : "否" : able ? "yes" : "no";
    }

    @Test
    void whatARouterCanDoIsTaken() {
        Traffic traffic = Traffic.of("istio:fraud", Strategy.DARK_LAUNCH, "", "group=beta");
        assertThat(traffic.kind()).isEqualTo(RouterKind.ISTIO);
        assertThat(traffic.name()).isEqualTo("fraud");
        assertThat(Traffic.of("local:http://127.0.0.1:9901", Strategy.CANARY, "", "").name()).isEqualTo("http://127.0.0.1:9901");
    }

    @Test
    void stepsAreThoseThatTheRouterCanTake() {
        List<Integer> asked = List.of(5, 50, 100);
        assertThat(Traffic.of("replicas", Strategy.CANARY, "", "").steps(asked)).containsExactly(5, 50);
        assertThat(Traffic.of("nginx:a", Strategy.CANARY, "", "").steps(asked)).isEqualTo(asked);
        assertThat(Traffic.of("nginx:a", Strategy.BLUE_GREEN, "", "").steps(asked)).containsExactly(100);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "traefik:a       | CANARY      |            |         | is not a router that is known; write one of local:http://127.0.0.1:9901, haproxy:127.0.0.1:9999/fraud, replicas,",
        "gateway-api     | CANARY      |            |         | lacks the name of its route; write it as in gateway-api:fraud",
        "replicas:a      | CANARY      |            |         | takes no name; write it as in replicas",
        "replicas        | SHADOW      |            |         | strategy 'shadow' is not possible with traffic 'replicas', which can canary, rolling",
        "kserve          | DARK_LAUNCH | X-A=1      |         | strategy 'dark-launch' is not possible with traffic 'kserve'",
        "replicas        | CANARY      | X-A=1      |         | header is not possible with traffic 'replicas'",
        "gateway-api:a   | CANARY      |            | c=d     | cookie is not possible with traffic 'gateway-api'",
        "istio:a         | CANARY      | X-A=1      | c=d     | header and cookie are both given",
        "istio:a         | DARK_LAUNCH |            |         | needs to know whose requests the canary gets",
        "istio:a         | CANARY      | X A        |         | header 'X A' is not of the form NAME=VALUE",
        "nginx:a         | CANARY      |            | c=d     | cookie 'c=d' cannot be matched by ingress-nginx",
    })
    void theRestIsRefusedByName(String text, Strategy strategy, String header, String cookie, String reason) {
        assertThatThrownBy(() -> Traffic.of(text, strategy, header == null ? "" : header, cookie == null ? "" : cookie))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining(reason);
    }
}
