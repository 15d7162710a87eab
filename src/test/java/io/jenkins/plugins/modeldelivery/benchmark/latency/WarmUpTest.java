package io.jenkins.plugins.modeldelivery.benchmark.latency;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.modeldelivery.benchmark.load.Content;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** In virtual time: 100 requests a second. */
class WarmUpTest {
    private static final long GAP = 10_000_000;

    private final int[] told = new int[1];
    private final WarmUp warmUp = new WarmUp(() -> told[0]++);
    private long now = 1;

    private void serve(int seconds, double firstMillis, double lastMillis, double spread, Random random) {
        int count = seconds * 100;
        for (int i = 0; i < count && !warmUp.isSteady(); i++) {
            now += GAP;
            double millis = firstMillis + (lastMillis - firstMillis) * i / count;
            long latency = Math.round(millis * 1e6 * Math.exp(spread * random.nextGaussian()));
            warmUp.completed(now - latency, now - latency, now, now, Content.ANY);
        }
    }

    @Test
    void aServerThatGetsFasterIsNotSteadyBeforeItHasDoneSo() {
        serve(10, 100, 10, 0, new Random(1));
        assertThat(warmUp.isSteady()).isFalse();
        serve(30, 10, 10, 0, new Random(1));
        assertThat(warmUp.isSteady()).isTrue();
        assertThat(told[0]).isEqualTo(1);
    }

    @Property(tries = 50)
    void aServerWithScatteredLatenciesIsSteadyAllTheSame(@ForAll long seed) {
        WarmUpTest fresh = new WarmUpTest();
        fresh.serve(30, 20, 20, 0.8, new Random(seed));
        assertThat(fresh.warmUp.isSteady()).isTrue();
    }
}
