package io.jenkins.plugins.modeldelivery.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.server.mock.EnableKubernetesMockClient;
import io.jenkins.plugins.modeldelivery.http.Destinations;
import io.jenkins.plugins.modeldelivery.http.Outbound;
import io.jenkins.plugins.modeldelivery.http.ProxyServer;
import io.jenkins.plugins.modeldelivery.operation.InvalidInputException;
import io.jenkins.plugins.modeldelivery.operation.SurroundingsException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every way in which an API server fails becomes one line, and no write overwrites somebody else's. */
@EnableKubernetesMockClient(crud = true, https = false)
class ClusterConnectionTest {
    private static final String NAMESPACE = "ml";

    KubernetesClient client;
    private ApiGate gate;
    private ClusterConnection connection;

    @BeforeEach
    void open() throws Exception {
        gate = new ApiGate(client.getMasterUrl().toURI(), null);
        connection = new ClusterConnection(gate.client(NAMESPACE));
        connection.client().resource(settings("1")).create();
    }

    @AfterEach
    void close() {
        connection.close();
        gate.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "401 | Unauthorized                                  | InvalidInputException | does not accept the credential",
        "403 | User \"robot\" cannot get configmaps          | InvalidInputException | permission is missing (User \"robot\" cannot get configmaps)",
        "403 | pods is forbidden: exceeded quota: gpus       | SurroundingsException | the namespace's quota is full",
        "403 | admission webhook \"policy\" denied           | InvalidInputException | a policy of the cluster refuses it",
        "409 | the object has been modified                  | SurroundingsException | somebody else keeps changing it",
        "422 | spec.replicas: Invalid value: -1              | InvalidInputException | does not accept it (spec.replicas: Invalid value: -1)",
        "429 | too many requests                             | SurroundingsException | asks for fewer requests",
        "500 | etcdserver: request timed out                 | SurroundingsException | status 500 (etcdserver: request timed out)",
        "503 | apiserver is shutting down                    | SurroundingsException | status 503",
        "0   | -                                             | SurroundingsException | no answer from",
    })
    void failuresAreOneLineWithCauseAndCure(int status, String message, String kind, String expected) {
        gate.troubled((method, path) -> ApiGate.Answer.failure(status, message));
        assertThatThrownBy(() -> connection.ask("get config map ml/settings", this::read))
                .satisfies(failure -> assertThat(failure.getClass().getSimpleName()).isEqualTo(kind))
                .hasMessageStartingWith("cannot get config map ml/settings: ")
                .hasMessageContaining(expected)
                .message().doesNotContain("\n");
    }

    @Test
    void aWriteThatMeetsAnotherIsMadeAnewOnWhatTheOtherLeft() throws Exception {
        int[] looks = {0};
        ConfigMap after = connection.edit("config map ml/settings", this::read, map -> {
            if (looks[0]++ == 0) {
                client.configMaps().inNamespace(NAMESPACE).withName("settings").edit(other -> new ConfigMapBuilder(other)
                        .addToData("theirs", "2").build());
            }
            map.getData().put("ours", "3");
            return map;
        });
        assertThat(after.getData()).isEqualTo(Map.of("value", "1", "theirs", "2", "ours", "3"));
        assertThat(looks[0]).isEqualTo(2);
    }

    @Test
    void whatIsAsItShallBeIsNotWritten() throws Exception {
        gate.forgetWrites();
        connection.edit("config map ml/settings", this::read, map -> map);
        assertThat(gate.writes()).isEmpty();
    }

    @Test
    void whoKeepsWritingIsNotFoughtForEver() {
        gate.troubled((method, path) -> method.equals("PUT") ? ApiGate.Answer.failure(409, "modified") : null);
        assertThatThrownBy(() -> connection.edit("config map ml/settings", this::read, map -> {
            map.getData().put("ours", "3");
            return map;
        })).isInstanceOf(SurroundingsException.class).hasMessageContaining("somebody else keeps changing it");
    }

    @Test
    void whatIsGoneIsNotMadeAgain() {
        assertThatThrownBy(() -> connection.edit("config map ml/other", () -> null, (ConfigMap map) -> map))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("config map ml/other is gone; somebody deleted it meanwhile");
    }

    @Test
    void aServerThatIsNoAllowedDestinationIsNotAsked() {
        Outbound narrow = new Outbound(
                new Destinations(List.of("k8s.example"), true), ProxyServer.NONE, "", Duration.ofSeconds(1));
        ClusterAccess access = ClusterAccess.ofKubeconfig("{\"current-context\": \"a\", \"contexts\": [{\"name\": \"a\","
                + " \"context\": {\"cluster\": \"a\"}}], \"clusters\": [{\"name\": \"a\","
                + " \"cluster\": {\"server\": \"http://127.0.0.1:8001\"}}]}", "");
        assertThatThrownBy(() -> ClusterConnection.open(access, narrow))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("not on the list of allowed destinations");
    }

    private ConfigMap read() {
        return connection.client().configMaps().inNamespace(NAMESPACE).withName("settings").get();
    }

    private static ConfigMap settings(String value) {
        return new ConfigMapBuilder()
                .withNewMetadata().withName("settings").withNamespace(NAMESPACE).endMetadata()
                .addToData("value", value)
                .build();
    }
}
