package io.jenkins.plugins.modeldelivery.benchmark.point;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.modeldelivery.benchmark.gpu.GpuField;
import io.jenkins.plugins.modeldelivery.benchmark.gpu.GpuSample;
import io.jenkins.plugins.modeldelivery.benchmark.latency.EncodedHistogram;
import io.jenkins.plugins.modeldelivery.benchmark.latency.LatencyRecorder;
import io.jenkins.plugins.modeldelivery.benchmark.load.Content;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** How a point went on, with the GPUs beside the load. */
class PointTraceTest {
    private static final long QUARTER = 250_000_000;

    @Test
    void stepsHoldThroughputLatencyAndTheGpusOfTheSameTime() {
        PointTrace trace = PointTrace.of(1000, recorder(4, 10)).with(List.of(
                gpu(1000.1, "A", 100, 0.5), gpu(1000.2, "A", 200, 0.7), gpu(1000.1, "B", 50, 0.1),
                gpu(1000.6, "A", 300, 1.0), gpu(1000.6, "B", 60, 0.0), gpu(999, "A", 9999, 1), gpu(1002, "A", 9999, 1)));
        Map<String, Object> timeline = trace.timeline();
        assertThat(timeline).containsEntry("step", 0.25).containsEntry("throughput", List.of(40.0, 40.0, 40.0, 40.0));
        assertThat(trace.latency()).allSatisfy(seconds -> assertThat(seconds).isEqualTo(0.002));
        assertThat(trace.power()).containsExactly(150.0 + 50.0, Double.NaN, 300.0 + 60.0, Double.NaN);
        assertThat(trace.utilization().get(0)).isEqualTo((0.6 + 0.1) / 2);
        assertThat(trace.utilization().get(2)).isEqualTo(0.5);
        assertThat(EncodedHistogram.read(trace.histograms().get("latency")).getTotalCount()).isEqualTo(40);
    }

    @Test
    void aLongPointStaysSmall() {
        PointTrace trace = PointTrace.of(0, recorder(7200, 1));
        assertThat(trace.throughput()).hasSizeBetween(100, 200);
        assertThat(trace.step() * trace.throughput().size()).isBetween(1800.0, 1820.0);
        assertThat(trace.throughput().subList(0, 100)).allSatisfy(rate -> assertThat(rate).isEqualTo(4.0));
    }

    private static LatencyRecorder recorder(int quarters, int each) {
        LatencyRecorder recorder = new LatencyRecorder();
        for (int quarter = 0; quarter < quarters; quarter++) {
            for (int i = 0; i < each; i++) {
                long done = quarter * QUARTER + 2_000_000 + i;
                recorder.completed(done - 2_000_000, done - 1_000_000, done, done, Content.ANY);
            }
        }
        return recorder;
    }

    private static GpuSample gpu(double time, String device, double watts, double utilization) {
        return new GpuSample(time, device, "", "H100", Map.of(GpuField.POWER, watts, GpuField.UTILIZATION, utilization));
    }
}
