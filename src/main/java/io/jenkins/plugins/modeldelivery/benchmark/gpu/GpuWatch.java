package io.jenkins.plugins.modeldelivery.benchmark.gpu;

import java.util.List;

/** Reads GPUs from its start until it is closed. */
public interface GpuWatch extends AutoCloseable {
    /** What has been read so far, in the order of time. */
    List<GpuSample> samples();

    @Override
    void close();
}
