package io.jenkins.plugins.modeldelivery.judge.kayenta;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How one metric was classified.
 *
 * @param ratio mean of the canary over mean of the control; NaN when either is zero
 * @param critical whether its failure fails the whole canary
 * @param reason why; the empty string when there is nothing to say
 */
public record MetricResult(
        String name,
        List<String> groups,
        Classification classification,
        boolean critical,
        boolean muted,
        double ratio,
        String reason) {

    /** The result as report.json holds it. */
    public Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("name", name);
        map.put("groups", groups);
        map.put("classification", classification.label());
        map.put("critical", critical);
        map.put("muted", muted);
        map.put("ratio", ratio);
        map.put("reason", reason);
        return map;
    }
}
