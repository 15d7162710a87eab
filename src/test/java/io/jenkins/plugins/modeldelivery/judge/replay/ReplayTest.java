package io.jenkins.plugins.modeldelivery.judge.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.modeldelivery.operation.InvalidInputException;
import io.jenkins.plugins.modeldelivery.operation.LocalWorkbench;
import io.jenkins.plugins.modeldelivery.operation.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplayTest {
    @TempDir
    private Path folder;

    @Test
    void aRecordedRegressionIsFoundAndTheReportSaysWhen() throws Exception {
        RecordedCanary canary = new RecordedCanary(3, 0.05);
        ReplayReport report = replay(canary.stable(), canary.canary(), Map.of("checks", List.of("errors not worse")));
        assertThat(report.verdict()).isEqualTo(Verdict.FAIL);
        assertThat((Double) report.details().get("decidedAt")).isBetween(3600.0, 7200.0);
        assertThat((Double) report.details().get("minutesToDecision")).isBetween(1.0, 10.0);
        ReplayPresentation presentation = new ReplayPresentation();
        assertThat(presentation.document(report.toMap()).verdict()).isEqualTo(Verdict.FAIL);
        assertThat(presentation.badge(report.toMap())).contains("minutes");
    }

    @Test
    void aCanaryLikeStablePasses() throws Exception {
        RecordedCanary canary = new RecordedCanary(3, 0.005);
        ReplayReport report = replay(
                canary.stable(), canary.canary(), Map.of("checks", List.of("errors not worse"), "weight", "10"));
        assertThat(report.verdict()).isEqualTo(Verdict.PASS);
        assertThat(report.details()).containsEntry("canaryRequests", 3600L);
        assertThat((List<?>) report.details().get("notices")).isEmpty();
    }

    @Test
    void theFirstIntervalsOfEachPodAreLeftOutWhenAsked() throws Exception {
        RecordedCanary canary = new RecordedCanary(3, 0.005);
        String starting = canary.canary().replaceAll("(?m)^(3660|3720),c0,60,\\d+,", "$1,c0,60,60,");
        Map<String, Object> arguments = new HashMap<>(Map.of("checks", List.of("errors not worse")));
        assertThat(replay(canary.stable(), starting, arguments).verdict()).isEqualTo(Verdict.FAIL);
        arguments.put("skipIntervals", "2");
        ReplayReport report = replay(canary.stable(), starting, arguments);
        assertThat(report.verdict()).isEqualTo(Verdict.PASS);
        assertThat(report.details()).containsEntry("canaryRequests", 3480L);
        arguments.put("skipIntervals", "60");
        assertThatThrownBy(() -> replay(canary.stable(), starting, arguments))
                .hasMessage("canary.csv has no pod with more than 60 intervals; set skipIntervals lower");
    }

    @Test
    void rowsABitApartStillMeet() throws Exception {
        RecordedCanary canary = new RecordedCanary(3, 0.05);
        String shifted = canary.canary().replaceAll("(?m)^(\\d+),", "$1.9,");
        assertThat(replay(canary.stable(), shifted, Map.of("checks", List.of("errors not worse"))).verdict())
                .isEqualTo(Verdict.FAIL);
    }

    @Test
    void kayentasJudgeReadsTheSameFiles() throws Exception {
        Files.writeString(folder.resolve("k.json"), "{\"metrics\": [{\"name\": \"errors\", \"groups\": [\"a\"]}]}");
        RecordedCanary canary = new RecordedCanary(1, 0.05);
        for (String judge : List.of("kayenta", "kayenta-fixed")) {
            ReplayReport report =
                    replay(canary.stable(), canary.canary(), Map.of("judge", judge, "kayentaConfig", "k.json"));
            assertThat(report.details()).containsEntry("judge", judge).containsKey("kayenta");
            assertThat(new ReplayPresentation().document(report.toMap()).blocks()).isNotEmpty();
        }
    }

    @Test
    void whatCannotBeRightIsRefusedInOneLineWithTheCure() {
        String fine = "time,requests,errors\n60,10,1\n";
        refused("", fine, "is empty");
        refused("time,requests,errors\n", fine, "no rows");
        refused("requests,errors\n10,1\n", fine, "no column 'time'");
        refused("time,time\n1,2\n", fine, "repeated");
        refused("time,requests,errors\n60,ten,1\n", fine, "line 2, requests 'ten'");
        refused("time,requests,errors\n60,10,11\n", fine, "exceed requests");
        refused("time,requests,errors\n60,-1,0\n", fine, "negative");
        refused("time,requests,errors\n60,10\n", fine, "2 fields, the header 3");
        refused("time,requests,errors\n60,10,1\n60,10,1\n", fine, "a second time");
        refused("time,requests,errors\n,10,1\n", fine, "time is not given");
        refused("time,latency_le_0.1,latency_le_1\n60,5,3\n", fine, "less than the bucket below");
        refused(fine, "time,requests\n60,10\n", "errors and requests");
        refused(fine, "time,requests,errors\n60,\"10,1\n", "canary.csv");
    }

    private void refused(String stable, String canary, String cause) {
        assertThatThrownBy(() -> replay(stable, canary, Map.of("checks", List.of("errors not worse"))))
                .isInstanceOf(InvalidInputException.class)
                .message()
                .contains(cause)
                .contains(";")
                .doesNotContain("\n");
    }

    private ReplayReport replay(String stable, String canary, Map<String, ?> more) throws IOException, InterruptedException {
        Files.writeString(folder.resolve("stable.csv"), stable);
        Files.writeString(folder.resolve("canary.csv"), canary);
        Map<String, Object> arguments = new HashMap<>(Map.of("stable", "stable.csv", "canary", "canary.csv"));
        arguments.putAll(more);
        try (LocalWorkbench bench = new LocalWorkbench(folder, folder, Map.of(), Clock.systemUTC(), line -> {})) {
            return new Replay().run(arguments, bench);
        }
    }
}
