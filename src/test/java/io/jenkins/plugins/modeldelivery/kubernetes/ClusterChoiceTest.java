package io.jenkins.plugins.modeldelivery.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.modeldelivery.operation.InvalidInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which cluster is meant is never a guess. */
class ClusterChoiceTest {
    @ParameterizedTest
    @CsvSource({"'', '', '', in-cluster", "prod, '', '', prod", "'', robot, '', robot", "'', robot, blue, robot.blue"})
    void eachHasItsName(String cluster, String kubeconfig, String context, String name) {
        assertThat(new ClusterChoice(cluster, kubeconfig, context).name()).isEqualTo(name);
    }

    @Test
    void whatContradictsItselfIsRefused() {
        assertThatThrownBy(() -> new ClusterChoice("prod", "robot", ""))
                .isInstanceOf(InvalidInputException.class).hasMessageContaining("both given");
        assertThatThrownBy(() -> new ClusterChoice("", "", "blue"))
                .isInstanceOf(InvalidInputException.class).hasMessageContaining("without the kubeconfig");
    }
}
