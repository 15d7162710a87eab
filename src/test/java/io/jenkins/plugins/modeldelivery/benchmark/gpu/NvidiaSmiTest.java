package io.jenkins.plugins.modeldelivery.benchmark.gpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class NvidiaSmiTest {
    @Test
    void unitsAreNormalised() {
        GpuSample sample = NvidiaSmiLine.parse(
                        "2026/01/01 00:00:00.100, GPU-1, NVIDIA H200, 97, 41, 1024, 143771, 512.50, 61, 1980")
                .orElseThrow();
        assertThat(sample.uuid()).isEqualTo("GPU-1");
        assertThat(sample.name()).isEqualTo("NVIDIA H200");
        assertThat(sample.utilization()).isEqualTo(0.97);
        assertThat(sample.memoryUsed()).isEqualTo(1024.0 * 1048576);
        assertThat(sample.power()).isEqualTo(512.5);
        assertThat(sample.clock()).isEqualTo(1.98e9);
    }

    @Test
    void whatTheDeviceDoesNotSupportIsNotZero() {
        GpuSample sample = NvidiaSmiLine.parse(
                        "2026/01/01 00:00:00.100, MIG-1, NVIDIA A100, [N/A], [Not Supported], 10, 20, [Unknown Error], 61, 1")
                .orElseThrow();
        assertThat(sample.utilization()).isNaN();
        assertThat(sample.power()).isNaN();
        GpuUse use = GpuUse.of(List.of(sample)).get(0);
        assertThat(use.utilization()).isNaN();
        assertThat(use.energy()).isNaN();
    }

    @Test
    void linesThatAreNoReadingsArePassedOver() {
        assertThat(Stream.of(
                                "No devices were found",
                                "",
                                "2026/01/01 00:00:00.100, GPU-1, NVIDIA",
                                "never, GPU-1, N, 1, 1, 1, 1, 1, 1, 1")
                        .map(NvidiaSmiLine::parse))
                .containsOnly(Optional.empty());
    }

    @Test
    void energyIsTheIntegralOfThePower() {
        List<GpuSample> samples = Stream.of(0.0, 0.1, 0.3, 1.0).map(time -> at(time, 100 + 50 * time)).toList();
        GpuUse use = GpuUse.of(samples).get(0);
        assertThat(use.energy()).isCloseTo(125, within(1e-9));
        assertThat(use.samples()).isEqualTo(4);
    }

    @Test
    void devicesAreKeptApart() {
        GpuSample one = at(0, 1);
        GpuSample other = new GpuSample(0, "GPU-2", "N", 0.5, 0, 0, 0, 2, 0, 0);
        assertThat(GpuUse.of(List.of(one, other))).extracting(GpuUse::uuid).containsExactly("GPU-1", "GPU-2");
    }

    @Test
    void aMachineWithoutTheProgramHasNone() {
        assertThat(NvidiaSmi.start("no-such-program-as-nvidia-smi")).isEmpty();
    }

    private static GpuSample at(double time, double power) {
        return new GpuSample(time, "GPU-1", "N", 1, 0, 0, 0, power, 0, 0);
    }
}
