package io.jenkins.plugins.modeldelivery.canary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jenkins.plugins.modeldelivery.operation.Credential;
import io.jenkins.plugins.modeldelivery.operation.LocalWorkbench;
import io.jenkins.plugins.modeldelivery.operation.Verdict;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

/** Real pods of the digits server behind a real Service, under load from within the cluster while canaries come and go. */
@EnabledIfEnvironmentVariable(named = "KUBECONFIG", matches = ".+", disabledReason = "KUBECONFIG names no cluster")
@EnabledIfEnvironmentVariable(named = "DIGITS_IMAGE", matches = ".+", disabledReason = "DIGITS_IMAGE names no image of the digits server")
@Timeout(300)
class RealServiceTest {
    private final List<String> log = new CopyOnWriteArrayList<>();
    private DigitsCluster cluster;

    @TempDir
    private Path workspace;

    @BeforeEach
    void start() throws Exception {
        cluster = new DigitsCluster();
        if (!cluster.hasReadyNode()) {
            System.out.println("Left out: traffic of a real Service, since no node of the cluster is ready");
        }
        assumeTrue(cluster.hasReadyNode());
    }

    @AfterEach
    void stop() {
        cluster.close();
    }

    @Test
    void noRequestIsLostWhileACanaryGrowsAndIsPromoted() throws Exception {
        cluster.serve();
        CanaryReport report = run("deployment", "1.1");

        assertThat(report.state().outcome()).as("%s", log).isEqualTo(Outcome.PROMOTED);
        assertThat(report.verdict()).as("%s", report.envelope().reasons()).isEqualTo(Verdict.PASS);
        cluster.awaitServed(cluster.image("1.1"), 3);
        assertThat(report.state().timeline().traffic()).as("the Service led to both versions")
                .anySatisfy(point -> assertThat(Math.min(point.stable(), point.canary())).isPositive());
        assertNothingLost();
    }

    @Test
    void noRequestIsLostWhileAStatefulSetIsReplacedPodByPod() throws Exception {
        cluster.serveInOrder();
        CanaryReport report = run("statefulset", "1.1");

        assertThat(report.state().outcome()).as("%s", log).isEqualTo(Outcome.PROMOTED);
        cluster.awaitServed(cluster.image("1.1"), 4);
        assertNothingLost();
    }

    @Test
    void aStatefulSetsPodOfAnImageThatIsNowhereIsReplacedByTheFormer() throws Exception {
        cluster.serveInOrder();
        CanaryReport report = run("statefulset", "nowhere");

        assertThat(report.state().outcome()).as("%s", log).isEqualTo(Outcome.ROLLED_BACK);
        assertThat(report.envelope().reasons()).singleElement().asString().containsAnyOf("ErrImagePull", "ImagePullBackOff");
        cluster.awaitServed(cluster.image("1.0"), 4);
        assertNothingLost();
    }

    @Test
    void noRequestIsLostWhileACanaryThatFailsIsTakenBack() throws Exception {
        cluster.serve();
        CanaryReport report = run("deployment", "failing");

        assertThat(report.state().outcome()).as("%s", log).isEqualTo(Outcome.ROLLED_BACK);
        assertThat(report.envelope().reasons()).singleElement().asString().contains("the canary is worse");
        cluster.awaitServed(cluster.image("1.0"), 3);
        assertNothingLost();
    }

    @Test
    void anImageThatIsNowhereIsTakenBackInTheKubeletsWords() throws Exception {
        cluster.serve();
        CanaryReport report = run("deployment", "nowhere");

        assertThat(report.state().outcome()).as("%s", log).isEqualTo(Outcome.ROLLED_BACK);
        assertThat(report.envelope().reasons()).singleElement().asString().containsAnyOf("ErrImagePull", "ImagePullBackOff");
        assertNothingLost();
    }

    private void assertNothingLost() throws InterruptedException {
        DigitsCluster.Load load = cluster.endLoad();
        assertThat(load.sent()).isGreaterThan(500);
        assertThat(load.lost()).as("of %d requests", load.sent()).isZero();
    }

    private CanaryReport run(String kind, String tag) throws InterruptedException {
        Map<String, Object> arguments = new LinkedHashMap<>();
        arguments.put("workload", kind + "/digits");
        arguments.put("namespace", cluster.namespace());
        arguments.put("kubeconfig", "robot");
        arguments.put("image", cluster.image(tag));
        arguments.put("steps", List.of(25, 50));
        arguments.put("metrics", "pods:");
        arguments.put("checks", List.of("errors not worse"));
        arguments.put("minRequests", 200);
        arguments.put("interval", "1s");
        arguments.put("maxDuration", "4m");
        Map<String, Credential> credentials = Map.of("robot", new Credential("", cluster.kubeconfig()));
        try (LocalWorkbench bench = new LocalWorkbench(
                workspace, workspace.resolve("tmp"), credentials, Clock.systemUTC(), log::add)) {
            return (CanaryReport) new CanaryDeploy().run(arguments, bench);
        }
    }
}
