package io.jenkins.plugins.modeldelivery.judge.simulation;

import org.junit.jupiter.api.Tag;

/** The same promises over 4,000 canaries each. */
@Tag("soak")
class JudgeSoakTest extends JudgeBarsTest {
    @Override
    int runs() {
        return 4_000;
    }
}
