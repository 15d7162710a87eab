package io.jenkins.plugins.modeldelivery.prometheus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.modeldelivery.operation.InvalidInputException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LabelMatcherTest {
    private static final Map<String, String> LABELS = Map.of("model", "fraud", "severity", "critical");

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '\u0000',
            delimiter = ';',
            value = {
                "model=\"fraud\"; true",
                "model = fraud; true",
                "model=\"frau\"; false",
                "model!=\"other\"; true",
                "severity=~\"critical|page\"; true",
                "severity=~\"crit\"; false",
                "severity!~\"warn.*\"; true",
                "absent=\"\"; true",
                "absent!=\"\"; false"
            })
    void matchesAsAlertmanagerDoes(String matcher, boolean matches) {
        assertThat(LabelMatcher.parse("alerts", matcher).matches(LABELS)).isEqualTo(matches);
    }

    @Test
    void isWrittenAsAlertmanagerReadsIt() {
        String written = "summary=\"say \\\"hi\\\" \\\\ bye\"";
        assertThat(LabelMatcher.parse("alerts", written)).hasToString(written);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "model", "=x", "model==x", "a b=c", "model=\"open", "model=~\"(\""})
    void refusesWhatIsNoMatcher(String text) {
        assertThatThrownBy(() -> LabelMatcher.parse("alerts", text))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageStartingWith("alerts '" + text + "'");
    }
}
