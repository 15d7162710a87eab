package io.jenkins.plugins.modeldelivery.benchmark.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.jenkins.plugins.modeldelivery.benchmark.metrics.Reading;
import io.jenkins.plugins.modeldelivery.prometheus.Exposition;
import io.jenkins.plugins.modeldelivery.statistics.Estimate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ServerFiguresTest {
    private static final String TRITON =
            """
            # TYPE nv_inference_request_success counter
            nv_inference_request_success{model="fraud",version="1"} %1$d
            nv_inference_request_success{model="fraud",version="2"} 7
            nv_inference_request_success{model="idle",version="1"} 5
            nv_inference_request_failure{model="fraud",reason="REJECTED",version="1"} %2$d
            nv_inference_request_failure{model="fraud",reason="OTHER",version="1"} 1
            nv_inference_count{model="fraud",version="1"} %3$d
            nv_inference_exec_count{model="fraud",version="1"} %4$d
            nv_inference_queue_duration_us{model="fraud",version="1"} %5$d
            nv_inference_compute_input_duration_us{model="fraud",version="1"} %6$d
            nv_inference_compute_infer_duration_us{model="fraud",version="1"} %7$d
            """;

    @Test
    void tritonsCountersAreDifferenced() {
        ServerFigures figures = figures(
                TRITON.formatted(1000, 3, 2000, 100, 5_000_000, 10_000, 100_000),
                TRITON.formatted(1200, 8, 2800, 150, 5_400_000, 30_000, 1_100_000));
        assertThat(figures.seconds()).isEqualTo(60);
        assertThat(figures.models()).singleElement().satisfies(model -> {
            assertThat(model.name()).isEqualTo("fraud");
            assertThat(model.requests()).isEqualTo(200);
            assertThat(model.failures()).isEqualTo(5);
            assertThat(model.batchSize()).as("inferences of an execution").isEqualTo(16);
            assertThat(model.queue()).isCloseTo(0.002, within(1e-12));
            assertThat(model.computeInput()).isCloseTo(0.0001, within(1e-12));
            assertThat(model.computeInfer()).isCloseTo(0.005, within(1e-12));
            assertThat(model.computeOutput()).as("not shown by this server").isNaN();
        });
    }

    /** Batches of 8 in every second, and 2 or 4 ms in the queue by turns. */
    @Test
    void intervalsSayHowSteadyTheServerWas() {
        List<Reading> readings = new ArrayList<>();
        long queue = 0;
        for (int second = 0; second <= 20; second++) {
            queue += second == 0 ? 0 : second % 2 == 0 ? 400_000 : 800_000;
            readings.add(reading(second, TRITON.formatted(200 * second, 0, 200 * second, 25 * second, queue, 0, 0)));
        }
        TritonModel model = ServerFigures.of(readings.get(0), readings.get(20), Map.of(), readings, 0.95).model("fraud").orElseThrow();
        Estimate wait = model.judged().get(TritonModel.QUEUE_TIME);
        assertThat(wait.value()).isCloseTo(0.003, within(1e-12));
        assertThat(wait.low()).isCloseTo(0.003, within(1e-12));
        assertThat(model.judged().get(TritonModel.BATCH_SIZE).value()).isEqualTo(8);

        Estimate uneven = ServerFigures.of(readings.get(0), readings.get(7), Map.of(), readings.subList(0, 8), 0.95)
                .model("fraud").orElseThrow().judged().get(TritonModel.QUEUE_TIME);
        // Seven parts, of which four took 4 ms and three 2 ms: sd 1.069 ms, t(6) = 2.447.
        assertThat(uneven.value()).isCloseTo(0.022 / 7, within(1e-12));
        assertThat(uneven.high() - uneven.value()).isCloseTo(2.446912 * 0.00106904 / Math.sqrt(7), within(1e-8));
    }

    @Test
    void twoReadingsAreTooFewForAnInterval() {
        ServerFigures figures = figures(
                TRITON.formatted(1000, 3, 2000, 100, 5_000_000, 10_000, 100_000),
                TRITON.formatted(1200, 8, 2800, 150, 5_400_000, 30_000, 1_100_000));
        Estimate wait = figures.model("any name, since there is one").orElseThrow().judged().get(TritonModel.QUEUE_TIME);
        assertThat(wait.hasInterval()).isFalse();
        assertThat(wait.upperBound()).isInfinite();
        assertThat(figures.models().get(0).judged().get(TritonModel.COMPUTE_TIME).value()).isCloseTo(0.0051, within(1e-12));
    }

    @Test
    void aServerThatWasRestartedMeanwhileTellsNothing() {
        ServerFigures figures = figures(
                TRITON.formatted(1000, 3, 2000, 100, 5_000_000, 10_000, 100_000),
                TRITON.formatted(1200, 3, 100, 150, 400, 30_000, 1_100_000));
        assertThat(figures.models().get(0).queue()).isNaN();
        assertThat(figures.models().get(0).batchSize()).isNaN();
        assertThat(figures.models().get(0).computeInfer()).isCloseTo(0.005, within(1e-12));
    }

    @Test
    void anyOtherServersCountersAndHistogramsAreDifferencedToo() {
        ServerFigures figures = figures(
                """
                vllm:generation_tokens_total{model_name="llama",engine="0"} 1000
                vllm:time_to_first_token_seconds_bucket{le="0.1"} 4
                vllm:time_to_first_token_seconds_sum{model_name="llama"} 2.0
                vllm:time_to_first_token_seconds_count{model_name="llama"} 10
                python_gc_collections_total 6
                resets_total 9
                """,
                """
                vllm:generation_tokens_total{model_name="llama",engine="0"} 5000
                vllm:generation_tokens_total{model_name="llama",engine="1"} 500
                vllm:time_to_first_token_seconds_bucket{le="0.1"} 24
                vllm:time_to_first_token_seconds_sum{model_name="llama"} 3.5
                vllm:time_to_first_token_seconds_count{model_name="llama"} 40
                python_gc_collections_total 6
                resets_total 2
                """);
        assertThat(figures.models()).isEmpty();
        assertThat(figures.counters()).isEqualTo(Map.of("vllm:generation_tokens_total", 4500.0));
        assertThat(figures.means().get("vllm:time_to_first_token_seconds").value()).isCloseTo(0.05, within(1e-12));
        assertThat(figures.means().get("vllm:time_to_first_token_seconds").count()).isEqualTo(30);
    }

    @Test
    void aPageOfThousandsOfNamesIsCutShort() {
        StringBuilder page = new StringBuilder();
        for (int i = 0; i < 5000; i++) {
            page.append("c").append(i).append("_total 1\n");
        }
        assertThat(figures("", page.toString()).counters()).hasSize(100);
    }

    @Test
    void gaugesAreToldByTheConventionsOfNames() {
        assertThat(ServerFigures.isGauge("vllm:num_requests_running")).isTrue();
        assertThat(ServerFigures.isGauge("requests_total")).isFalse();
        assertThat(ServerFigures.isGauge("latency_seconds_bucket")).isFalse();
        assertThat(ServerFigures.isGauge("nv_gpu_power_usage")).isFalse();
    }

    private static ServerFigures figures(String before, String after) {
        List<Reading> both = List.of(reading(100, before), reading(160, after));
        return ServerFigures.of(both.get(0), both.get(1), Map.of(), both, 0.95);
    }

    private static Reading reading(double time, String page) {
        return new Reading(time, Exposition.parse("test", page));
    }
}
