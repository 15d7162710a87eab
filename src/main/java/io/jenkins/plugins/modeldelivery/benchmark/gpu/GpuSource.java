package io.jenkins.plugins.modeldelivery.benchmark.gpu;

import io.jenkins.plugins.modeldelivery.benchmark.metrics.MetricsPage;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Where GPU counters come from. */
public enum GpuSource {
    /** {@code nvidia-smi} where there is one. */
    AUTO,
    /** NVIDIA's command line on the machine that generates the load. */
    NVIDIA_SMI,
    /** The exporter of NVIDIA's Data Center GPU Manager, by URL. */
    DCGM,
    /** The metrics page of a Triton Inference Server, by URL. */
    TRITON,
    /** No GPU is looked at. */
    NONE;

    /** The values as a user writes them. */
    public static List<String> choices() {
        return Arrays.stream(values()).map(GpuSource::written).toList();
    }

    /** The value as a user writes it. */
    public String written() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Whether it is a page of metrics, which has an address. */
    public boolean isPage() {
        return this == DCGM || this == TRITON;
    }

    /** Whether a server that is started here should be given GPUs: for {@code auto}, where there is nvidia-smi. */
    public boolean isUsable() {
        Optional<GpuWatch> found = this == AUTO ? watch(null) : Optional.empty();
        found.ifPresent(GpuWatch::close);
        return this == AUTO ? found.isPresent() : this != NONE;
    }

    /**
     * Begins to read.
     *
     * @param page the page of a source that is one; else unused
     * @return nothing where there is nothing to read
     */
    public Optional<GpuWatch> watch(MetricsPage page) {
        return switch (this) {
            case AUTO, NVIDIA_SMI -> NvidiaSmi.start("nvidia-smi");
            case DCGM -> Optional.of(new GpuPageWatch(page, DcgmPage::read));
            case TRITON -> Optional.of(new GpuPageWatch(page, TritonGpuPage::read));
            case NONE -> Optional.empty();
        };
    }
}
