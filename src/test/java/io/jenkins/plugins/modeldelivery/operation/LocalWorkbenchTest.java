package io.jenkins.plugins.modeldelivery.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The bench leaves nothing behind, hears a cancellation, and keeps its credentials to itself. */
class LocalWorkbenchTest {
    @TempDir
    Path folder;

    private final List<String> log = new ArrayList<>();
    private final HandClock clock = new HandClock();

    @Test
    void theScratchFolderIsEmptyAndGoneAfterClosing() throws IOException {
        Path temporary = folder.resolve("made/when/absent");
        LocalWorkbench bench = bench(temporary);
        Path outside = Files.writeString(folder.resolve("outside"), "stays");
        assertThat(bench.scratch()).isEmptyDirectory().hasParent(temporary);
        Files.createDirectories(bench.scratch().resolve("a/b"));
        Files.writeString(bench.scratch().resolve("a/b/file"), "x");
        Files.createSymbolicLink(bench.scratch().resolve("link"), outside);
        Files.createSymbolicLink(bench.scratch().resolve("folder"), folder);

        bench.close();
        bench.close();

        assertThat(temporary).isEmptyDirectory();
        assertThat(outside).hasContent("stays");
    }

    @Test
    void onlyTheOwnerMayLookIntoTheScratchFolder() throws IOException {
        Assumptions.assumeTrue(
                FileSystems.getDefault().supportedFileAttributeViews().contains("posix"), "needs POSIX permissions");
        try (LocalWorkbench bench = bench(folder)) {
            assertThat(Files.getPosixFilePermissions(bench.scratch())).isEqualTo(PosixFilePermissions.fromString("rwx------"));
        }
    }

    @Test
    void twoBenchesShareNoScratchFolder() {
        try (LocalWorkbench one = bench(folder); LocalWorkbench two = bench(folder)) {
            assertThat(one.scratch()).isNotEqualTo(two.scratch());
        }
    }

    @Test
    void aFolderThatCannotBeMadeIsTheSurroundingsFault() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "in the way");

        assertThatThrownBy(() -> bench(file.resolve("below")))
                .isInstanceOf(SurroundingsException.class)
                .hasMessageStartingWith("cannot make a scratch folder in " + file);
    }

    @Test
    void anInterruptedThreadIsCancelledOnce() throws InterruptedException {
        try (LocalWorkbench bench = bench(folder)) {
            bench.checkCancelled();
            Thread.currentThread().interrupt();

            assertThatThrownBy(bench::checkCancelled).isInstanceOf(InterruptedException.class);
            bench.checkCancelled();
        }
    }

    @Test
    void everyLineIsLoggedButProgressOnlyEveryTenSeconds() {
        try (LocalWorkbench bench = bench(folder)) {
            bench.log("begun");
            for (int second = 0; second < 25; second++) {
                bench.progress("after " + second + " s");
                clock.now = clock.now.plusSeconds(1);
            }
        }
        assertThat(log).containsExactly("begun", "after 10 s", "after 20 s");
    }

    @Test
    void aFileIsFoundFromTheWorkspaceUnlessItsPathIsAbsolute() {
        try (LocalWorkbench bench = bench(folder)) {
            assertThat(bench.file("predictions", "a/b.csv")).isEqualTo(Path.of("work/a/b.csv"));
            assertThat(bench.file("predictions", "/a/b.csv")).isEqualTo(Path.of("/a/b.csv"));
        }
    }

    @Test
    void anUnknownCredentialIsRefusedByItsIdAlone() {
        try (LocalWorkbench bench = bench(folder)) {
            assertThat(bench.credential("registry").secret()).isEqualTo("hunter2");
            assertThatThrownBy(() -> bench.credential("registri"))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageContaining("no credential 'registri' can be used here")
                    .message().doesNotContain("hunter2");
        }
    }

    private LocalWorkbench bench(Path temporary) {
        return new LocalWorkbench(
                Path.of("work"), temporary, Map.of("registry", new Credential("robot", "hunter2")), clock, log::add);
    }

    /** A clock that stands still until it is moved. */
    private static final class HandClock extends Clock {
        private Instant now = Instant.EPOCH.plus(Duration.ofDays(1));

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }
}
