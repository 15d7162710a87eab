package io.jenkins.plugins.modeldelivery.benchmark.gpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class GpuPageTest {
    private static final double MIB = 1 << 20;

    private final List<GpuSample> dcgm = DcgmPage.read(RecordedGpus.page("dcgm.txt"));

    @Test
    void dcgmCountsInPercentMebibytesMegahertzAndMillijoules() {
        GpuSample sample = dcgm.get(0);
        assertThat(sample.device()).isEqualTo("GPU-1");
        assertThat(sample.name()).isEqualTo("NVIDIA H100 80GB HBM3");
        assertThat(sample.get(GpuField.UTILIZATION)).isCloseTo(0.97, within(1e-12));
        assertThat(sample.get(GpuField.MEMORY_USED)).isEqualTo(1024 * MIB);
        assertThat(sample.get(GpuField.MEMORY_TOTAL)).isEqualTo(81559 * MIB);
        assertThat(sample.get(GpuField.POWER)).as("shown once for each pod").isEqualTo(512.5);
        assertThat(sample.get(GpuField.CLOCK)).isEqualTo(1.98e9);
        assertThat(sample.get(GpuField.ENGINE_ACTIVE)).isEqualTo(0.875);
        assertThat(sample.get(GpuField.TENSOR_ACTIVE)).isEqualTo(0.25);
        assertThat(sample.get(GpuField.DRAM_ACTIVE)).isEqualTo(0.5);
        assertThat(sample.get(GpuField.ENERGY))
                .as("a count of 64 bits passes through the blanks of 32 bits")
                .isCloseTo(2147483.640, within(1e-6));
    }

    @Test
    void sentinelsMeanUnsupported() {
        GpuSample old = dcgm.get(1);
        assertThat(old.device()).isEqualTo("GPU-2");
        assertThat(old.values()).containsOnlyKeys(GpuField.UTILIZATION);
        assertThat(old.get(GpuField.UTILIZATION)).as("a true zero stays").isZero();
    }

    @Test
    void aBoardThatIsDividedCountsItsPowerOnceAndItsMemoryByInstance() {
        List<GpuSample> divided = dcgm.stream().filter(sample -> sample.device().equals("GPU-3")).toList();
        assertThat(divided).extracting(GpuSample::instance)
                .containsExactlyInAnyOrder("", "MIG 7 1g.5gb", "MIG 3 2g.10gb");
        GpuTotals totals = new GpuTotals(GpuUse.of(divided, 1, 0.95));
        assertThat(totals.power().value()).isEqualTo(66.1);
        assertThat(totals.memoryUsed()).isEqualTo(400 * MIB);
        assertThat(totals.utilization().value()).as("absent under MIG").isNaN();
    }

    @Test
    void tritonCountsInSharesBytesWattsAndJoules() {
        GpuSample sample = TritonGpuPage.read(RecordedGpus.page("triton.txt")).get(0);
        assertThat(sample.get(GpuField.UTILIZATION)).isEqualTo(0.5);
        assertThat(sample.get(GpuField.MEMORY_USED)).isEqualTo(1024 * MIB);
        assertThat(sample.get(GpuField.POWER)).isEqualTo(300.5);
        assertThat(sample.get(GpuField.ENERGY)).isEqualTo(12345.678);
        assertThat(sample.values()).doesNotContainKeys(GpuField.TEMPERATURE, GpuField.CLOCK);
    }

    @Test
    void withoutAnyGpuNothingIsKnown() {
        GpuTotals none = new GpuTotals(List.of());
        assertThat(List.of(none.power().value(), none.utilization().value(), none.memoryUsed(), none.energy().value()))
                .containsOnly(Double.NaN);
    }

    @Test
    void aPageWithoutGpusShowsNone() {
        assertThat(TritonGpuPage.read(RecordedGpus.page("dcgm.txt"))).isEmpty();
        assertThat(DcgmPage.read(RecordedGpus.page("triton.txt"))).isEmpty();
    }
}
