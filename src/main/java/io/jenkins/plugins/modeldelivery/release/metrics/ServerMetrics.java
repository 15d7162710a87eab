package io.jenkins.plugins.modeldelivery.release.metrics;

import io.jenkins.plugins.modeldelivery.prometheus.Sample;
import io.jenkins.plugins.modeldelivery.release.local.ProxyMetrics;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Under which names a kind of server counts what it answers.
 *
 * @param requests counter of the requests, or of the good ones where failures are counted beside them
 * @param failures counter of the failed ones; the empty string where a label of {@code requests} tells them
 * @param beside whether {@code requests} leaves the failed ones out
 * @param latency histogram of the time that answers take; the empty string where there is none
 * @param perSecond how many of the histogram's units make a second
 */
public record ServerMetrics(String requests, String failures, boolean beside, String latency, double perSecond) {
    /** The first whose requests are there is taken. */
    public static final List<ServerMetrics> KNOWN = List.of(
            new ServerMetrics(ProxyMetrics.REQUESTS, ProxyMetrics.ERRORS, false, ProxyMetrics.DURATION, 1),
            new ServerMetrics("istio_requests_total", "", false, "istio_request_duration_milliseconds", 1000),
            new ServerMetrics("nv_inference_request_success", "nv_inference_request_failure", true, "", 1),
            new ServerMetrics("vllm:request_success_total", "", false, "vllm:e2e_request_latency_seconds", 1),
            new ServerMetrics("request_predict_seconds_count", "", false, "request_predict_seconds", 1),
            new ServerMetrics("http_requests_total", "", false, "http_request_duration_seconds", 1),
            new ServerMetrics("http_server_requests_seconds_count", "", false, "http_server_requests_seconds", 1),
            new ServerMetrics("http_request_duration_seconds_count", "", false, "http_request_duration_seconds", 1));

    private static final Set<String> CODES =
            Set.of("code", "status", "status_code", "response_code", "http_status", "finished_reason");
    /** 0 stands for an answer that never came. */
    private static final Pattern FAILED = Pattern.compile("5..|0|error");

    /** The usual endings after a beginning of their own. */
    static ServerMetrics named(String prefix) {
        return new ServerMetrics(prefix + "_requests_total", "", false, prefix + "_request_duration_seconds", 1);
    }

    /** What the proxy compares bears its name, what a check asks for does not. */
    static String plain(String name) {
        return name.equals(ProxyMetrics.DISAGREEMENT + "_sum") || name.equals(ProxyMetrics.DISAGREEMENT + "_count")
                ? name.substring(ProxyMetrics.DISAGREEMENT.lastIndexOf('_') + 1)
                : name;
    }

    /** The names of all series that it is read from. */
    Stream<String> names() {
        return Stream.of(requests, failures, latency + "_bucket", latency + "_sum", latency + "_count")
                .filter(name -> !name.isEmpty() && !name.startsWith("_"));
    }

    /** Whether a sample of {@link #requests} counts requests that failed. */
    boolean isFailed(Sample sample) {
        return sample.labels().entrySet().stream()
                .anyMatch(label -> CODES.contains(label.getKey()) && FAILED.matcher(label.getValue()).matches());
    }

    /** A mesh counts each request at both of its ends; the server's is the one that counts. */
    static boolean counts(Sample sample) {
        return !"source".equals(sample.labels().get("reporter"));
    }
}
