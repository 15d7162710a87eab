package io.jenkins.plugins.modeldelivery.judge.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Judging is so fast that a plan is tried out on thousands of canaries, and that many canaries can wait in one controller. */
class JudgeSpeedTest {
    private final JudgeSpeed speed = new JudgeSpeed(JudgeSpeed.PROCESSOR);

    @Test
    void anHoursCanaryTakesLessThanFiveMilliseconds() {
        assertThat(speed.hour(Bars.innocent().get(0))).isLessThan(5);
        assertThat(speed.hour(Bars.innocent().get(5))).isLessThan(5);
    }

    @Test
    void aThousandChecksTakeLessThanFiftyMilliseconds() {
        assertThat(speed.thousandChecksOnErrors()).isLessThan(50);
        assertThat(speed.thousandChecksOfEveryForm()).isLessThan(50);
    }
}
