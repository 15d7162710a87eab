package io.jenkins.plugins.modeldelivery.canary;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A badge says in a few words where a version stands. */
class BadgesTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "             | registry:5000/ml/fraud:v1.4                | canary 25 %",
        "HELD         | registry/fraud:v1.4                        | canary 25 %",
        "PROMOTED     | registry:5000/ml/fraud:v1.4                | v1.4 live",
        "PROMOTED     | registry:5000/ml/fraud:v1.4@sha256:0123    | v1.4 live",
        "PROMOTED     | registry:5000/ml/fraud@sha256:0123         | fraud live",
        "ROLLED_BACK  | registry/fraud:v1.4                        | rolled back",
    })
    void whereItStands(Outcome outcome, String image, String text) {
        assertThat(Badges.of(outcome, false, 25, image, "deployment/fraud")).isEqualTo(text);
        assertThat(Badges.of(outcome, true, 25, image, "deployment/fraud")).as("a dry run").isEqualTo("not started");
    }
}
