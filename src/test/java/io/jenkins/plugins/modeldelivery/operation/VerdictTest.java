package io.jenkins.plugins.modeldelivery.operation;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class VerdictTest {
    @Test
    void onlyPassAndWarnLetAReleaseGoOn() {
        assertThat(Verdict.values()).filteredOn(Verdict::isGood).containsExactly(Verdict.PASS, Verdict.WARN);
    }

    @Property
    void theWorseOfTwoDoesNotDependOnTheirOrder(@ForAll Verdict one, @ForAll Verdict other) {
        assertThat(one.worse(other)).isEqualTo(other.worse(one));
    }
}
