package io.jenkins.plugins.modeldelivery.benchmark.point;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.modeldelivery.benchmark.latency.LatencyRecorder;
import io.jenkins.plugins.modeldelivery.benchmark.load.ConstantRate;
import io.jenkins.plugins.modeldelivery.benchmark.load.Content;
import io.jenkins.plugins.modeldelivery.benchmark.load.Failure;
import io.jenkins.plugins.modeldelivery.benchmark.scenario.PointPlan;
import org.junit.jupiter.api.Test;

/** Each reason for which a point is not valid, just over its limit, and none just below. */
class ValidityTest {
    private static final PointPlan PACED = new PointPlan("100/s", 100, 8, () -> new ConstantRate(100), true, 10);
    private static final PointPlan CLOSED = new PointPlan("concurrency 8", Double.NaN, 8, null, false, 10);
    private static final ClientHealth RESTED = new ClientHealth(1, 0);

    @Test
    void aPointWithinEveryLimitIsValid() {
        assertThat(new Validity(PACED, recorder(990, 10, Failure.STATUS), new ClientHealth(9.9, 0.1), 10, 10, 9.9, 10).reasons()).isEmpty();
        assertThat(new Validity(CLOSED, recorder(100, 0, Failure.STATUS), new ClientHealth(9.9, 0.1), 999, 999, 9.5, 10).reasons()).isEmpty();
    }

    @Test
    void tooFewRequests() {
        assertThat(new Validity(PACED, recorder(99, 0, Failure.STATUS), RESTED, 0, 0, 1, 10).reasons())
                .containsExactly("only 99 successful requests, at least 100 are needed");
    }

    @Test
    void errors() {
        assertThat(new Validity(PACED, recorder(989, 11, Failure.TIMEOUT), RESTED, 0, 0, 1, 10).reasons())
                .containsExactly("11 of 1000 requests failed");
    }

    @Test
    void aMissedRate() {
        assertThat(new Validity(PACED, recorder(1000, 0, Failure.STATUS), RESTED, 11, 0, 1, 10).reasons())
                .containsExactly("the rate was missed: 11 of 1000 requests found all of the 8 connections busy or down");
        assertThat(new Validity(PACED, recorder(1000, 0, Failure.STATUS), RESTED, 0, 11, 1, 10).reasons())
                .singleElement().asString().startsWith("the rate was missed: the load generator itself sent 11 of 1000 requests late");
    }

    @Test
    void aClientAtItsLimit() {
        assertThat(new Validity(CLOSED, recorder(1000, 0, Failure.STATUS), RESTED, 0, 0, 9.51, 10).reasons())
                .singleElement().asString().startsWith("the load generator itself was the limit");
    }

    @Test
    void garbageCollections() {
        assertThat(new Validity(PACED, recorder(1000, 0, Failure.STATUS), new ClientHealth(1, 0.11), 0, 0, 1, 10).reasons())
                .containsExactly("the load generator paused 0.11 s of 10.00 s for garbage collection");
    }

    /** A single one is enough: the next point would start without ports. */
    @Test
    void portsThatRanOut() {
        assertThat(new Validity(PACED, recorder(1000, 1, Failure.PORTS), RESTED, 0, 0, 1, 10).reasons())
                .containsExactly("this machine had no port or file left for 1 connections");
    }

    private static LatencyRecorder recorder(int successes, int failures, Failure kind) {
        LatencyRecorder recorder = new LatencyRecorder();
        for (int i = 0; i < successes; i++) {
            recorder.completed(i, i, i + 1, i + 2, Content.ANY);
        }
        for (int i = 0; i < failures; i++) {
            recorder.failed(kind, i, i + 1);
        }
        return recorder;
    }
}
