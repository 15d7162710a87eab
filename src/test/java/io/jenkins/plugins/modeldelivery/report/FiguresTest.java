package io.jenkins.plugins.modeldelivery.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FiguresTest {
    @ParameterizedTest
    @CsvSource({
        "0.95412, 0.9541", "0.9, 0.9", "1234.56, 1235", "12345678, 12350000", "0, 0", "-0.5, \u22120.5",
        "0.000012344, 0.00001234", "0.0000012344, 0.000001234", "1234567890, 1.235E+9", "NaN, \u2013", "Infinity, \u2013"
    })
    void digitsKeepFour(double value, String shown) {
        assertThat(Figures.digits(value)).isEqualTo(shown);
    }

    @ParameterizedTest
    @CsvSource({"0.95, 4", "1, 4", "0.0731, 4", "0.00731, 6", "32.7, 2", "2411.5, 0", "1e7, 0", "1e-30, 8", "0, 4", "NaN, 4"})
    void decimalsSuitTheSizeOfTheValues(double value, int decimals) {
        assertThat(Figures.decimals(value, value / 2, Double.NaN)).isEqualTo(decimals);
    }

    @Test
    void anIntervalNeedsBothEnds() {
        assertThat(Figures.interval(-0.01, 0.25, 3)).isEqualTo("[\u22120.010, 0.250]");
        assertThat(Figures.interval(Double.NaN, 0.25, 3)).isNull();
    }

    @Test
    void aDifferenceShowsItsSignUnlessItRoundsToNothing() {
        assertThat(Figures.difference(0.0121, 3)).isEqualTo("+0.012");
        assertThat(Figures.difference(-0.0121, 3)).isEqualTo("\u22120.012");
        assertThat(Figures.difference(0.0001, 3)).isEqualTo("0.000");
        assertThat(Figures.difference(-0.0001, 3)).isEqualTo("0.000");
    }

    @Test
    void countsKeepTheirThousandsApart() {
        assertThat(Figures.count(1797)).isEqualTo("1,797");
        assertThat(Figures.count(20_000_000)).isEqualTo("20,000,000");
        assertThat(Figures.count(12.345678)).isEqualTo("12.35");
    }

    @Test
    void aShareIsShownInPerCent() {
        assertThat(Figures.percent(0.9534)).isEqualTo("95.3%");
        assertThat(Figures.percent(1)).isEqualTo("100%");
        assertThat(Figures.percent(0.95)).isEqualTo("95%");
    }

    @Property(tries = 200)
    void theReadersLocaleDoesNotChangeANumber(@ForAll double value) {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.GERMANY);
            String german = Figures.digits(value) + Figures.count(value) + Svg.coordinate(value % 1e6);
            Locale.setDefault(Locale.ROOT);
            assertThat(german).isEqualTo(Figures.digits(value) + Figures.count(value) + Svg.coordinate(value % 1e6));
        } finally {
            Locale.setDefault(before);
        }
    }
}
