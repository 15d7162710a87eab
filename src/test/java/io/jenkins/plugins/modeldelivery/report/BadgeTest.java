package io.jenkins.plugins.modeldelivery.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.modeldelivery.operation.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.w3c.dom.Element;

class BadgeTest {
    @Test
    void aBadgeSaysItsLabelAndMessageToEyesAndEars() {
        Element svg = Xml.parse(Badge.of("digits", "accuracy 0.9667", Verdict.PASS).svg());

        assertThat(svg.getAttribute("role")).isEqualTo("img");
        assertThat(svg.getAttribute("aria-label")).isEqualTo("digits: accuracy 0.9667");
        assertThat(Xml.text(svg, "title")).isEqualTo("digits: accuracy 0.9667");
        assertThat(Xml.all(svg, "text")).extracting(Element::getTextContent).containsExactly("digits", "accuracy 0.9667");
    }

    @Test
    void theImageIsAsWideAsItsTexts() {
        double shorter = width(Badge.of("a", "b", Verdict.PASS));
        double longer = width(Badge.of("a", "bbbbbbbbbb", Verdict.PASS));
        assertThat(longer - shorter).isBetween(9 * 6.0, 9 * 8.0);
        assertThat(width(Badge.of("", "\u901a\u8fc7", Verdict.PASS)) - width(Badge.of("", "", Verdict.PASS))).isEqualTo(22);
    }

    @Test
    void aLongMessageIsCut() {
        Badge badge = Badge.of("x".repeat(10_000), "y".repeat(10_000), Verdict.FAIL);
        assertThat(badge.message()).endsWith("\u2026");
        assertThat(width(badge)).isLessThan(480);
    }

    @Test
    void hostileTextStaysText() {
        Element svg = Xml.parse(Badge.of("</svg><script>", "\" onload=\"x\u202E", Verdict.FAIL).svg());
        assertThat(Xml.all(svg, "script")).isEmpty();
        assertThat(svg.hasAttribute("onload")).isFalse();
        assertThat(Xml.all(svg, "text").get(1).getTextContent()).isEqualTo("\" onload=\"x\uFFFD");
    }

    @ParameterizedTest
    @EnumSource
    void whiteTextIsLegibleOnEachColor(BadgeColor color) {
        assertThat(Contrast.ratio("#ffffff", color.hex())).isGreaterThanOrEqualTo(4.5);
    }

    @Test
    void eachVerdictHasItsColor() {
        assertThat(Verdict.values()).extracting(BadgeColor::of)
                .containsExactly(BadgeColor.GREEN, BadgeColor.AMBER, BadgeColor.GREY, BadgeColor.RED);
    }

    private static double width(Badge badge) {
        return Xml.number(Xml.parse(badge.svg()), "width");
    }
}
