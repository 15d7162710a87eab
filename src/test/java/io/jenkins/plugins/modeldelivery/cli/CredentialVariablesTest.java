package io.jenkins.plugins.modeldelivery.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.modeldelivery.operation.Credential;
import io.jenkins.plugins.modeldelivery.operation.InvalidInputException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CredentialVariablesTest {
    @Test
    void readsUserNameAndSecretUnderTheIdsName() {
        var credentials = CredentialVariables.in(
                Map.of("REGISTRY_LOGIN_USR", "robot", "REGISTRY_LOGIN_PSW", "s3cret", "TOKEN_PSW", "t"));

        assertThat(credentials.apply("registry.login")).isEqualTo(new Credential("robot", "s3cret"));
        assertThat(credentials.apply("token")).isEqualTo(new Credential("", "t"));
    }

    @Test
    void saysWhichVariableIsMissing() {
        assertThatThrownBy(() -> CredentialVariables.in(Map.of("R_USR", "robot")).apply("r"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("there is no credential 'r' here; set the environment variable R_PSW to its secret, "
                        + "and R_USR to its user name if it has one");
    }
}
