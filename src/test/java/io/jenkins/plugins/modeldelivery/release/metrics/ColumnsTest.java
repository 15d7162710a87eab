package io.jenkins.plugins.modeldelivery.release.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.modeldelivery.judge.NonAnswer;
import io.jenkins.plugins.modeldelivery.prometheus.Exposition;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What becomes of the names that servers count under. */
class ColumnsTest {
    private final Columns columns = new Columns(Set.of("errors", "latency", "predictions", "tokens", "saturation"));

    @Test
    void errorsAreToldByTheStatus() {
        assertThat(of("""
                http_requests_total{code="200"} 90
                http_requests_total{code="503"} 7
                http_requests_total{code="404"} 3
                http_request_duration_seconds_bucket{code="200",le="0.1"} 80
                http_request_duration_seconds_bucket{code="503",le="0.1"} 5
                http_request_duration_seconds_bucket{code="200",le="+Inf"} 100
                http_request_duration_seconds_sum 12.5
                http_request_duration_seconds_count 100
                """)).isEqualTo(Map.of(
                "requests", 100.0, "errors", 7.0, "latency_le_0.1", 85.0, "latency_le_+Inf", 100.0, "latency_sum", 12.5,
                "latency_count", 100.0));
    }

    @Test
    void aHistogramMayBeAllThereIs() {
        assertThat(of("""
                http_server_requests_seconds_count{status="200"} 9
                http_server_requests_seconds_count{status="500"} 1
                http_server_requests_seconds_sum{status="200"} 2
                """)).isEqualTo(Map.of("requests", 10.0, "errors", 1.0, "latency_sum", 2.0, "latency_count", 10.0));
    }

    @Test
    void tritonCountsFailuresBesideWhatWentWell() {
        assertThat(of("nv_inference_request_success 95\nnv_inference_request_failure 5\n"))
                .isEqualTo(Map.of("requests", 100.0, "errors", 5.0));
    }

    @Test
    void istioCountsAtBothEndsAndInMilliseconds() {
        assertThat(of("""
                istio_requests_total{reporter="source",response_code="200"} 50
                istio_requests_total{reporter="destination",response_code="200"} 49
                istio_requests_total{reporter="destination",response_code="0"} 1
                istio_request_duration_milliseconds_bucket{reporter="destination",le="250"} 30
                istio_request_duration_milliseconds_sum{reporter="destination"} 5000
                """)).isEqualTo(Map.of("requests", 50.0, "errors", 1.0, "latency_le_0.25", 30.0, "latency_sum", 5.0));
    }

    @Test
    void vllmSaysHowAnAnswerEnded() {
        assertThat(of("vllm:request_success_total{finished_reason=\"stop\"} 8\nvllm:request_success_total{finished_reason=\"error\"} 2\n"))
                .isEqualTo(Map.of("requests", 10.0, "errors", 2.0));
    }

    @Test
    void whatTheChecksAskForKeepsItsNameAndNothingElseIsKept() {
        assertThat(of("""
                predictions_bucket{le="0.5"} 10
                predictions_bucket{le="+Inf"} 20
                tokens_sum 700
                tokens_count 20
                saturation{gpu="0"} 0.5
                saturation{gpu="1"} 0.7
                process_cpu_seconds_total 55
                """)).isEqualTo(Map.of(
                "predictions_le_0.5", 10.0, "predictions_le_+Inf", 20.0, "tokens_sum", 700.0, "tokens_count", 20.0,
                "saturation", 0.6));
    }

    @Test
    void aValueThatIsNoNumberIsLeftOutAndNamed() {
        assertThat(of("saturation NaN\nhttp_requests_total 5\n")).isEqualTo(Map.of("requests", 5.0, "errors", 0.0));
        assertThat(columns.nonAnswers()).isEqualTo(Map.of("saturation", NonAnswer.NAN));
    }

    private Map<String, Double> of(String page) {
        return columns.of(Exposition.parse("test", page));
    }
}
