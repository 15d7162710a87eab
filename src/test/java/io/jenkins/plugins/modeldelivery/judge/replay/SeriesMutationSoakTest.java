package io.jenkins.plugins.modeldelivery.judge.replay;

import org.junit.jupiter.api.Tag;

/** Ten times as much garbage. */
@Tag("soak")
class SeriesMutationSoakTest extends SeriesMutationTest {
    @Override
    int mutations() {
        return 10_000;
    }
}
