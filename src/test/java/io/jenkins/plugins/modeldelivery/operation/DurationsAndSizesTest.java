package io.jenkins.plugins.modeldelivery.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Durations and sizes are texts with a unit; anything else is refused, since a bare number means something else to everybody. */
class DurationsAndSizesTest {
    @ParameterizedTest
    @CsvSource({
        "500ms, PT0.5S", "90s, PT1M30S", "2h, PT2H", "1h30m, PT1H30M", "7d, P7D", "0s, PT0S", "' 30m ', PT30M",
        "36525d, P36525D", "1d2h3m4s5ms, P1DT2H3M4.005S"
    })
    void durationsAreRead(String text, Duration expected) {
        assertThat(Durations.parse("watch", text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "5", "m", "1.5h", "-1s", "1 h", "1H", "5min", "２h", "1h\n30m", "9999999999s", "1s1s1s1s1s1s"})
    void whatIsNoDurationIsRefused(String text) {
        assertThatThrownBy(() -> Durations.parse("watch", text))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageStartingWith("watch '")
                .hasMessageEndingWith("is not a duration; write it as in 500ms, 90s, 30m, 2h or 1h30m");
    }

    @ParameterizedTest
    @ValueSource(strings = {"36526d", "999999999d999999999d"})
    void aDurationFitsIntoNanoseconds(String text) {
        assertThatThrownBy(() -> Durations.parse("watch", text)).hasMessageContaining("is longer than 100 years");
        assertThat(Durations.parse("watch", "36525d").toNanos()).isPositive();
    }

    @ParameterizedTest
    @CsvSource({
        "0B, 0", "4096B, 4096", "1KiB, 1024", "512MiB, 536870912", "4GiB, 4294967296", "1.5GiB, 1610612736",
        "2 TiB, 2199023255552", "' 1MiB ', 1048576", "8388607TiB, 9223370937343148032"
    })
    void sizesAreRead(String text, long expected) {
        assertThat(Sizes.parse("maxSize", text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "5", "GiB", "4GB", "4G", "4gib", "-1B", "1e3B", "1,5GiB", "４GiB", "1GiB 2MiB"})
    void whatIsNoSizeIsRefused(String text) {
        assertThatThrownBy(() -> Sizes.parse("maxSize", text))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("maxSize '" + text + "' is not a size; write it as in 512MiB or 4GiB");
    }

    @ParameterizedTest
    @ValueSource(strings = {"8388608TiB", "999999999999TiB"})
    void aSizeFitsIntoALong(String text) {
        assertThatThrownBy(() -> Sizes.parse("maxSize", text)).hasMessageContaining("is more than any disk holds");
    }
}
