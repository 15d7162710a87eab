package io.jenkins.plugins.modeldelivery.release.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.server.mock.EnableKubernetesMockClient;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One operation holds a workload at a time, on whatever controller it runs, and one that died does not hold it for ever. */
@EnableKubernetesMockClient(crud = true, https = false)
class ReleaseLockTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    KubernetesClient client;
    private MockCluster cluster;

    @BeforeEach
    void open() {
        cluster = new MockCluster(client);
    }

    @AfterEach
    void close() {
        cluster.close();
    }

    @Test
    void theFirstHoldsItUntilItGivesItBack() throws Exception {
        assertThat(at(0).hold("one")).isEmpty();
        assertThat(at(10).hold("two")).contains("one");
        assertThat(at(20).hold("one")).isEmpty();
        at(25).release("two");
        assertThat(at(30).hold("two")).contains("one");
        at(40).release("one");
        assertThat(at(50).hold("two")).isEmpty();
        assertThat(at(60).hold("one")).contains("two");
    }

    @Test
    void whoIsGoneLosesIt() throws Exception {
        assertThat(at(0).hold("one")).isEmpty();
        assertThat(at(119).hold("two")).contains("one");
        assertThat(at(121).hold("two")).isEmpty();
        assertThat(at(122).hold("one")).contains("two");
    }

    private ReleaseLock at(int seconds) {
        Target target = new Fraud(cluster).target(Fraud.NEW, Fraud.replicas());
        return new ReleaseLock(
                cluster.connection(), target, Duration.ofMinutes(2), Clock.fixed(START.plusSeconds(seconds), ZoneOffset.UTC));
    }
}
