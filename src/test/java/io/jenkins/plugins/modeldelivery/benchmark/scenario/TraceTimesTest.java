package io.jenkins.plugins.modeldelivery.benchmark.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.modeldelivery.operation.InvalidInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TraceTimesTest {
    @Test
    void secondsCountFromTheFirst() {
        assertThat(TraceTimes.parse("10.5\r\n\n 10.500000001\n12\n", "t")).containsExactly(0, 1, 1_500_000_000);
    }

    @Test
    void momentsCountFromTheFirst() {
        assertThat(TraceTimes.parse("2026-01-31T12:00:00Z\n2026-01-31T12:00:00.250Z\n2026-01-31T13:00:00Z", "t"))
                .containsExactly(0, 250_000_000, 3_600_000_000_000L);
    }

    @ParameterizedTest
    @CsvSource({
        "'', has no times",
        "'1~0.5', line 2 '0.5' is earlier",
        "'1~soon', line 2 'soon' is no time",
        "'-1', is no time",
        "'1e5', is no time",
        "'999999999999', is too late",
        "'2026-01-31T12:00:00Z~2026-01-31T11:00:00Z', is earlier"
    })
    void whatIsNoTraceIsRefusedByItsLine(String text, String cause) {
        assertThatThrownBy(() -> TraceTimes.parse(text.replace('~', '\n'), "t.txt"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining(cause)
                .hasMessageContaining("t.txt");
    }
}
