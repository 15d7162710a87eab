package io.jenkins.plugins.modeldelivery.canary;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.modeldelivery.operation.Credential;
import io.jenkins.plugins.modeldelivery.operation.LocalWorkbench;
import io.jenkins.plugins.modeldelivery.operation.Verdict;
import io.jenkins.plugins.modeldelivery.release.local.ProxiedVersions;
import io.jenkins.plugins.modeldelivery.release.local.ProxyLoad;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Each strategy behind the real proxy under load. */
@Timeout(60)
class StrategiesTest {
    private ProxiedVersions versions;

    @TempDir
    private Path workspace;

    @AfterEach
    void stop() {
        versions.close();
    }

    @Test
    void aShadowThatAnswersTheSameIsPromotedAndNobodyEverGotItsAnswerBefore() throws Exception {
        start("same", "same");
        CanaryReport report = run(Map.of("strategy", "shadow", "checks", List.of("errors not worse", "disagreement <= 20%")));
        assertThat(report.state().outcome()).as("%s", report.envelope().reasons()).isEqualTo(Outcome.PROMOTED);
        assertThat(report.verdict()).isEqualTo(Verdict.PASS);
    }

    @Test
    void aShadowThatDisagreesGoesBack() throws Exception {
        start("stable", "canary");
        CanaryReport report = run(Map.of("strategy", "shadow", "checks", List.of("errors not worse", "disagreement <= 20%")));
        assertThat(report.state().outcome()).isEqualTo(Outcome.ROLLED_BACK);
        assertThat(report.state().reason()).startsWith("disagreement <= 20%: ");
    }

    @Test
    void aBlueGreenReleaseGetsAllTrafficAtOnceAndGoesBackAtOnce() throws Exception {
        start("stable", "canary");
        versions.canary.errorShare = 0.9;
        CanaryReport report = run(Map.of("strategy", "blue-green", "checks", List.of("errors <= 10%")));
        assertThat(report.state().outcome()).isEqualTo(Outcome.ROLLED_BACK);
        assertThat(report.state().timeline().traffic()).anyMatch(point -> point.canaryPercent() == 100);
    }

    private void start(String stableName, String canaryName) throws IOException {
        versions = new ProxiedVersions(stableName, canaryName);
    }

    private CanaryReport run(Map<String, Object> given) throws InterruptedException {
        Map<String, Object> all = new LinkedHashMap<>(Map.of(
                "workload", "local/fraud", "traffic", versions.traffic(),
                "steps", List.of(50, 100), "minRequests", 30, "interval", "100ms", "credentialsId", "proxy"));
        all.putAll(given);
        Map<String, Credential> credentials = Map.of("proxy", ProxiedVersions.TOKEN);
        try (ProxyLoad load = versions.load(4);
                LocalWorkbench bench =
                        new LocalWorkbench(workspace, workspace.resolve("tmp"), credentials, Clock.systemUTC(), line -> {})) {
            return (CanaryReport) new CanaryDeploy().run(all, bench);
        }
    }
}
