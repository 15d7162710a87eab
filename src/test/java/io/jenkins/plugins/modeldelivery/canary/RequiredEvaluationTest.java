package io.jenkins.plugins.modeldelivery.canary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.modeldelivery.operation.InvalidInputException;
import io.jenkins.plugins.modeldelivery.operation.LocalWorkbench;
import io.jenkins.plugins.modeldelivery.operation.Verdict;
import io.jenkins.plugins.modeldelivery.release.Ledger;
import io.jenkins.plugins.modeldelivery.release.Place;
import io.jenkins.plugins.modeldelivery.release.Release;
import io.jenkins.plugins.modeldelivery.release.Workload;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code requireEvaluation} lets only a digest pass whose evaluation did. */
class RequiredEvaluationTest {
    private static final String DIGEST = "sha256:" + "ab".repeat(32);
    private static final String IMAGE = "registry/fraud@" + DIGEST;

    @TempDir
    private Path folder;

    @Test
    void theDigestThatThisBuildMadeAndEvaluatedPasses() throws Exception {
        assertThat(read(Map.of(), image(DIGEST), evaluation("quality", "PASS"))).contains("quality");
        assertThat(read(Map.of(), image(DIGEST), evaluation("quality", "WARN"))).contains("quality");
    }

    @Test
    void nothingElsePasses() {
        assertRefused(image(DIGEST), evaluation("quality", "FAIL"));
        assertRefused(image(DIGEST), evaluation("quality", "INCONCLUSIVE"));
        assertRefused(image(DIGEST), evaluation("another", "PASS"));
        assertRefused(image("sha256:" + "cd".repeat(32)), evaluation("quality", "PASS"));
        assertRefused(evaluation("quality", "PASS"));
        assertRefused();
    }

    @Test
    void whatPassedBeforeAnEarlierReleaseOfTheDigestStillPasses() throws Exception {
        String passed = read(Map.of(), image(DIGEST), evaluation("quality", "PASS"));
        Instant then = Instant.parse("2026-01-01T00:00:00Z");
        ledger().append(new Release("1", IMAGE, "http://127.0.0.1:1", "fraud #1", passed, List.of(),
                Release.Outcome.PROMOTED, Verdict.PASS, "", then, then));
        assertThat(read(Map.of())).isEqualTo(passed);
    }

    @Test
    void anOverrideKeepsItsReason() throws Exception {
        assertThat(read(Map.of("overrideReason", "it burns"))).contains("quality", "it burns");
    }

    private void assertRefused(Map<?, ?>... reports) {
        assertThatThrownBy(() -> read(Map.of(), reports))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("requireEvaluation 'quality' has not passed for " + DIGEST);
    }

    /** What is known of the evaluation, as the ledger will hold it. */
    private String read(Map<String, ?> given, Map<?, ?>... reports) throws InterruptedException {
        Map<String, Object> all = new LinkedHashMap<>(Map.of(
                "workload", "local/fraud", "traffic", "local:http://127.0.0.1:9", "credentialsId", "proxy",
                "image", IMAGE, "requireEvaluation", "quality"));
        all.putAll(given);
        CanaryRequest request = CanaryRequest.of(all);
        try (LocalWorkbench bench = new LocalWorkbench(
                folder, folder.resolve("tmp"), Map.of(), Clock.systemUTC(), line -> {})) {
            bench.after(() -> List.of(reports).stream().map(RequiredEvaluationTest::fields).toList());
            return new InputReader(request, bench).read(new Journal(request, ledger())).evaluation();
        }
    }

    private static Map<String, Object> fields(Map<?, ?> report) {
        Map<String, Object> fields = new LinkedHashMap<>();
        report.forEach((name, value) -> fields.put(name.toString(), value));
        return fields;
    }

    private Ledger ledger() {
        return Place.local(Workload.parse("local/fraud")).ledger(folder);
    }

    private static Map<?, ?> image(String digest) {
        return Map.of("schema", "model-delivery/image/1", "name", "buildModelImage", "verdict", "PASS", "digest", digest);
    }

    private static Map<?, ?> evaluation(String name, String verdict) {
        return Map.of("schema", "model-delivery/evaluation/1", "name", name, "verdict", verdict);
    }
}
