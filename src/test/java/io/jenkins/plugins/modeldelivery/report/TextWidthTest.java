package io.jenkins.plugins.modeldelivery.report;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class TextWidthTest {
    @Test
    void lettersHaveTheirOwnWidths() {
        assertThat(TextWidth.of("iii", 10)).isLessThan(TextWidth.of("www", 10) / 2);
        assertThat(TextWidth.of("0", 1000)).isEqualTo(636);
        assertThat(TextWidth.of("~", 1000)).isEqualTo(838);
    }

    @Test
    void eastAsianCharactersAreAsWideAsTheyAreHigh() {
        assertThat(TextWidth.of("\u6a21\u578b\u4ea4\u4ed8", 11)).isEqualTo(44);
        assertThat(TextWidth.of("\u30e2\u30c7\u30eb", 11)).isEqualTo(33);
        assertThat(TextWidth.of("\uBAA8\uB378", 11)).isEqualTo(22);
    }

    @Property
    void aFittedTextFits(@ForAll String text, @ForAll @IntRange(min = 12, max = 200) int width) {
        String fitted = TextWidth.fit(text, 12, width);
        assertThat(TextWidth.of(fitted, 12)).isLessThanOrEqualTo(width);
        assertThat(text).startsWith(fitted.equals(text) ? text : fitted.substring(0, fitted.length() - 1));
    }
}
