package io.jenkins.plugins.modeldelivery.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A value with options of its own reads alike from a Jenkinsfile, the command line and a configuration file. */
class DescribedTextTest {
    private static final Parameters PLACE = Parameters.named("place")
            .text("namespace", "default", "namespace")
            .integer("gpus", "0", "GPUs")
            .texts("labels", "label", "LABEL=VALUE")
            .credential("kubeconfig")
            .options();
    private static final Parameters STEP = Parameters.named("step").described("on", PLACE).credential("token").build();

    @Test
    void textIsReadAsAJenkinsfileWritesIt() {
        Arguments options = options("place( namespace: 'm\\'l' ,gpus:2, labels: [\"a=b\", 'c = \"d\"'])");
        assertThat(options.text("namespace")).isEqualTo("m'l");
        assertThat(options.integer("gpus")).isEqualTo(2);
        assertThat(options.texts("labels")).containsExactly("a=b", "c = \"d\"");
        assertThat(options("place()").text("namespace")).isEqualTo("default");
    }

    @Test
    void anObjectReadsLikeItsText() {
        Arguments options = STEP.bind(Map.of("on", new Described("place", Map.of("gpus", 3, "labels", List.of("x=y")))))
                .described("on").orElseThrow();
        assertThat(options.integer("gpus")).isEqualTo(3);
        assertThat(options.texts("labels")).containsExactly("x=y");
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "place", "place(", "place(gpus)", "place(gpus: )", "place(gpus: 1, )", "place(gpus: 1 namespace: 'x')", "place(gpus: 1) x",
        "place(gpus: 1, gpus: 2)", "place(labels: ['a' 'b'])", "place(labels: ['a')", "place(namespace: 'x)", "(gpus: 1)",
        "place(namespace: \"${x}\")"
    })
    void whatIsNoneIsRefusedWithTheForm(String text) {
        assertThatThrownBy(() -> options(text))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("step: on '" + Excerpt.of(text) + "' is not of a known form")
                .hasMessageContaining("place(namespace:, gpus:, labels:, kubeconfig:)");
    }

    @Test
    void unknownSymbolsAndOptionsAreNamed() {
        assertThatThrownBy(() -> options("moon(gpus: 1)")).hasMessageContaining("on 'moon' is not known");
        assertThatThrownBy(() -> options("place(gpu: 1)")).hasMessageContaining("place: there is no parameter 'gpu'; did you mean 'gpus'?");
        assertThatThrownBy(() -> options("place(gpus: x)").integer("gpus")).hasMessageContaining("place: gpus 'x' is not a whole number");
    }

    @Test
    void itsCredentialsCountAsThoseOfTheStep() {
        assertThat(STEP.bind(Map.of("token", "t", "on", "place(kubeconfig: 'k')")).credentials()).containsExactlyInAnyOrder("t", "k");
    }

    private static Arguments options(String text) {
        return STEP.bind(Map.of("on", text)).described("on").orElseThrow();
    }
}
