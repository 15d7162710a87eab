package io.jenkins.plugins.modeldelivery.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.modeldelivery.operation.InvalidInputException;
import io.jenkins.plugins.modeldelivery.operation.Verdict;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LedgerTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    @TempDir
    private Path root;

    @Test
    void keepsEveryReleaseInOrderAndKnowsTheLiveOne() {
        Release first = release("1", Release.Outcome.PROMOTED);
        Release second = release("2", Release.Outcome.ROLLED_BACK);
        assertThat(ledger().live()).isEmpty();

        ledger().append(first);
        ledger().append(second);

        assertThat(ledger().releases()).containsExactly(first, second);
        assertThat(ledger().live()).contains(first);
        assertThat(file()).exists();
    }

    @Test
    void aLineThatACrashCutShortHurtsNeitherThoseBeforeNorThoseAfter() throws Exception {
        ledger().append(release("1", Release.Outcome.PROMOTED));
        Files.writeString(file(), "{\"id\":\"2\",\"ima", StandardOpenOption.APPEND);

        ledger().append(release("3", Release.Outcome.HELD));

        assertThat(ledger().releases()).extracting(Release::id).containsExactly("1", "3");
    }

    @Test
    void whatRanBeforeOurFirstReleaseIsLiveUntilOneIsPromoted() {
        ledger().append(release("0", Release.Outcome.FOUND));
        ledger().append(release("1", Release.Outcome.ROLLED_BACK));

        assertThat(ledger().live()).map(Release::id).contains("0");
    }

    @Test
    void staysOfBoundedSizeAndKeepsWhatOneCanGoBackTo() throws Exception {
        ledger().append(release("live", Release.Outcome.PROMOTED));
        for (int i = 0; i < 450; i++) {
            ledger().append(release("tried " + i, Release.Outcome.ROLLED_BACK));
        }

        assertThat(Files.readAllLines(file())).hasSizeBetween(100, 200);
        assertThat(ledger().live()).map(Release::id).contains("live");
        assertThat(ledger().releases()).last().extracting(Release::id).isEqualTo("tried 449");
    }

    @Test
    void anImageIsWithdrawnUnderEveryNameOfItsDigestUntilItIsPromotedAgain() {
        String digest = "@sha256:" + "ab".repeat(32);
        ledger().append(of("registry/fraud:v1" + digest, Release.Outcome.PROMOTED));
        assertThat(ledger().withdrawal("registry/fraud" + digest)).isEmpty();

        ledger().append(of("registry/fraud:v1" + digest, Release.Outcome.WITHDRAWN));
        ledger().append(of("registry/fraud:v1" + digest, Release.Outcome.ROLLED_BACK));
        assertThat(ledger().withdrawal("mirror/fraud" + digest)).isPresent();
        assertThat(ledger().withdrawal("registry/fraud@sha256:" + "cd".repeat(32))).isEmpty();
        assertThat(ledger().withdrawal("registry/fraud:v1")).isEmpty();

        ledger().append(of("mirror/fraud" + digest, Release.Outcome.PROMOTED));
        assertThat(ledger().withdrawal("registry/fraud:v1" + digest)).isEmpty();
    }

    @Test
    void whatHasNoImageIsNotTakenForAnother() {
        ledger().append(of("", Release.Outcome.WITHDRAWN));

        assertThat(ledger().withdrawal("")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"..", "a/b", ".", "", "C:\\x"})
    void noClusterNameLeadsOutOfTheFolder(String cluster) {
        new Place(cluster, "ml", Workload.parse("deployment/fraud")).ledger(root).append(release("1", Release.Outcome.PROMOTED));

        assertThat(root.resolve("releases")).isDirectoryRecursivelyContaining("glob:**/ml/deployment.fraud.jsonl");
        assertThat(root).isDirectoryNotContaining("glob:**/ml");
    }

    @ParameterizedTest
    @ValueSource(strings = {"fraud", "local/", "local/../x", "Local/fraud", "local/a/b", "local/-a", ""})
    void aWorkloadThatIsNoKindAndNameIsRefused(String text) {
        assertThatThrownBy(() -> Workload.parse(text))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("write it as in local/fraud");
    }

    private Ledger ledger() {
        return Place.local(Workload.parse("local/fraud")).ledger(root);
    }

    private Path file() {
        return root.resolve("releases/local/default/local.fraud.jsonl");
    }

    private static Release of(String image, Release.Outcome outcome) {
        return new Release("r", image, "http://a", "", "", List.of(), outcome, Verdict.PASS, "", NOW, NOW);
    }

    private static Release release(String id, Release.Outcome outcome) {
        return new Release(id, "fraud@sha256:ab", "http://a", "job #1", "evaluation passed", List.of("kind: Deployment\nname: \"a\"\n"), outcome, Verdict.PASS, "why \"not\"\n", NOW, NOW);
    }
}
