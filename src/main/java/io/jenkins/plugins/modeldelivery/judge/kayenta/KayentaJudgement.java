package io.jenkins.plugins.modeldelivery.judge.kayenta;

import io.jenkins.plugins.modeldelivery.operation.Verdict;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What Kayenta's judge says of a canary.
 *
 * @param classification {@code Pass}, {@code Marginal} or {@code Fail}
 */
public record KayentaJudgement(String classification, Scores scores, List<MetricResult> metrics) {
    /** Pass is PASS, Marginal is INCONCLUSIVE, Fail is FAIL; a canary that only lacked data is INCONCLUSIVE. */
    public Verdict verdict() {
        boolean nothing = metrics.stream().allMatch(metric -> metric.classification() == Classification.NODATA);
        return switch (classification) {
            case "Pass" -> Verdict.PASS;
            case "Marginal" -> Verdict.INCONCLUSIVE;
            default -> nothing ? Verdict.INCONCLUSIVE : Verdict.FAIL;
        };
    }

    /** The judgement as report.json holds it. */
    public Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("classification", classification);
        map.put("score", scores.summary());
        map.put("scoreReason", scores.reason());
        map.put("groups", scores.groups());
        map.put("metrics", metrics.stream().map(MetricResult::toMap).toList());
        return map;
    }
}
