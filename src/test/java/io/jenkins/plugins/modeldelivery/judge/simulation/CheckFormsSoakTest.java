package io.jenkins.plugins.modeldelivery.judge.simulation;

import org.junit.jupiter.api.Tag;

/** The same over 4,000 canaries each. */
@Tag("soak")
class CheckFormsSoakTest extends CheckFormsTest {
    @Override
    int runs() {
        return 4_000;
    }

    @Override
    double measured(Outcome outcome) {
        return outcome.share().value();
    }
}
