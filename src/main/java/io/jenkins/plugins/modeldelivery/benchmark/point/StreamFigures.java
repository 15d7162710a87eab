package io.jenkins.plugins.modeldelivery.benchmark.point;

import io.jenkins.plugins.modeldelivery.statistics.Estimate;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What streams of tokens showed at one load point.
 *
 * @param firstToken seconds from the intended time to the first token (TTFT), by percentile
 * @param interToken seconds between two pieces of a stream (ITL), by percentile
 * @param perToken seconds per output token after the first, a value a stream (TPOT), by percentile
 * @param throughput output tokens a second, as the server's {@code usage} counts them
 * @param tokens output tokens of the load point
 * @param uncounted streams that did not say how many tokens they had
 */
public record StreamFigures(
        Map<Double, Estimate> firstToken,
        Map<Double, Estimate> interToken,
        Map<Double, Estimate> perToken,
        Estimate throughput,
        long tokens,
        long uncounted) {
    Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("ttft", LoadPoint.percentiles(firstToken));
        map.put("itl", LoadPoint.percentiles(interToken));
        map.put("tpot", LoadPoint.percentiles(perToken));
        map.put("token_throughput", LoadPoint.estimate(throughput));
        map.put("outputTokens", tokens);
        map.put("streamsWithoutUsage", uncounted);
        return map;
    }
}
