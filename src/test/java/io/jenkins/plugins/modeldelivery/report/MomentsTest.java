package io.jenkins.plugins.modeldelivery.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MomentsTest {
    @Test
    void aMomentIsWrittenToTheSecondInUtcAndStaysOnOneLine() {
        assertThat(Moments.text("2026-11-20T20:25:08.466+01:00")).isEqualTo("2026\u201111\u201120\u00a019:25:08\u00a0UTC");
        assertThat(Moments.text("2026-11-20T19:25:08Z")).isEqualTo("2026\u201111\u201120\u00a019:25:08\u00a0UTC");
    }

    @Test
    void noMomentIsADash() {
        assertThat(Moments.text("")).isEqualTo("\u2013");
    }
}
