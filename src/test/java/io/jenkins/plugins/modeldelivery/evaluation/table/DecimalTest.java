package io.jenkins.plugins.modeldelivery.evaluation.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Decimals are read to the same bits as the JDK reads them. */
class DecimalTest {
    @Test
    void randomNumbersInManyForms() {
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 200_000; i++) {
            double value = random.nextDouble() * Math.pow(10, random.nextInt(-6, 7)) * (random.nextBoolean() ? 1 : -1);
            String text = switch (random.nextInt(4)) {
                case 0 -> Double.toString(value);
                case 1 -> Long.toString(random.nextLong());
                case 2 -> random.nextInt(1000) + "." + random.nextLong(1_000_000_000_000_000L);
                default -> String.format("%." + random.nextInt(20) + "f", value);
            };
            assertThat(parse(text)).as(text).isEqualTo(Double.parseDouble(text));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-0.0", "+1", ".5", "5.", "1e-3", "1E+22", "4.9e-324", "0.1e309", "123456789012345678901234567890",
        "0.000000000000000000000000000001", "9007199254740993", "9007199254740992.5", "0.30000000000000004"})
    void formsThatAreNumbers(String text) {
        assertThat(parse(text)).isEqualTo(Double.parseDouble(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-", "+", ".", "-.", "e5", "1e", "NaN", "Infinity", "1e999", "0x10", "1d", "1f", "1_000", "1,5", "--1", "1-", "1 2",
        "\u0661"})
    void formsThatAreNot(String text) {
        assertThat(parse(text)).isNaN();
    }

    private static double parse(String text) {
        return Decimal.parse(text.toCharArray(), text.length());
    }
}
