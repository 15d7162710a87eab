package io.jenkins.plugins.modeldelivery.benchmark.gpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class NvidiaSmiTest {
    private final List<GpuSample> samples =
            RecordedGpus.text("nvidia-smi.csv").lines().map(NvidiaSmiLine::parse).flatMap(Optional::stream).toList();

    @Test
    void linesThatAreNoReadingsArePassedOver() {
        assertThat(samples).extracting(GpuSample::name)
                .containsExactly("NVIDIA H100 80GB HBM3", "NVIDIA A100-SXM4-80GB", "Tesla K20c", "NVIDIA L4");
    }

    @Test
    void unitsAreNormalised() {
        GpuSample sample = samples.get(0);
        assertThat(sample.device()).isEqualTo("GPU-11111111-1111-1111-1111-111111111111");
        assertThat(sample.get(GpuField.UTILIZATION)).isCloseTo(0.97, within(1e-12));
        assertThat(sample.get(GpuField.MEMORY_UTILIZATION)).isCloseTo(0.41, within(1e-12));
        assertThat(sample.get(GpuField.MEMORY_USED)).isEqualTo(1024.0 * 1048576);
        assertThat(sample.get(GpuField.MEMORY_TOTAL)).isEqualTo(81559.0 * 1048576);
        assertThat(sample.get(GpuField.POWER)).isEqualTo(512.5);
        assertThat(sample.get(GpuField.TEMPERATURE)).isEqualTo(61);
        assertThat(sample.get(GpuField.CLOCK)).isEqualTo(1.98e9);
    }

    @Test
    void whatTheDeviceDoesNotSupportIsNotZero() {
        assertThat(samples.get(1).values()).doesNotContainKeys(GpuField.UTILIZATION, GpuField.MEMORY_UTILIZATION);
        assertThat(samples.get(2).values()).doesNotContainKeys(GpuField.POWER, GpuField.CLOCK);
        assertThat(samples.get(3).values()).containsOnlyKeys(GpuField.MEMORY_TOTAL);
        GpuTotals totals = new GpuTotals(GpuUse.of(samples, 1, 0.95));
        assertThat(totals.power().value()).as("one of them does not tell").isNaN();
        assertThat(totals.energy().value()).isNaN();
    }

    @Test
    void aMachineWithoutTheProgramHasNone() {
        assertThat(NvidiaSmi.start("no-such-program-as-nvidia-smi")).isEmpty();
    }

    @Test
    @Timeout(20)
    void aProgramThatStreamsIsReadAndEnded(@TempDir Path folder) throws Exception {
        Path program = program(folder);
        try (GpuWatch watch = NvidiaSmi.start(program.toString()).orElseThrow()) {
            while (watch.samples().size() < 3) {
                Thread.onSpinWait();
            }
        }
        long pid = Long.parseLong(Files.readString(folder.resolve("pid")).strip());
        ProcessHandle.of(pid).ifPresent(process -> process.onExit().join());
        String options = Files.readString(folder.resolve("options"));
        assertThat(options).contains("--format=csv,noheader,nounits", "-lms 100");
    }

    private static Path program(Path folder) throws IOException {
        Path program = folder.resolve("nvidia-smi");
        Files.writeString(program, "#!/bin/sh\necho $$ > " + folder + "/pid\necho \"$@\" > " + folder + "/options\n"
                + "while :; do echo '2026/01/01 00:00:00.100, GPU-1, N, 97, 41, 1024, 143771, 512.50, 61, 1980'; done\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
        return program;
    }
}
