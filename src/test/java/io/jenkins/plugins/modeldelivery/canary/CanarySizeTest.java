package io.jenkins.plugins.modeldelivery.canary;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** A canary's state is so small that a thousand of them can wait in one controller; how fast it is, {@link CanaryBench} tells. */
class CanarySizeTest {
    @Test
    void aCanaryThatMeasuresEverythingFitsFiftyKilobytes() {
        assertThat(CanaryBench.bytesAfterTwoHours()).isBetween(10_000, 49_999);
    }
}
