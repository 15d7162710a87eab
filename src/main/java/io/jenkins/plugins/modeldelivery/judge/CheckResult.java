package io.jenkins.plugins.modeldelivery.judge;

import io.jenkins.plugins.modeldelivery.operation.GateResult;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What one check says at one look.
 *
 * @param result verdict, value, interval, about how many canary requests would decide, and the reason in one sentence
 * @param decidedAt time of the observation that decided it; NaN while nothing has
 * @param evidence how many times likelier the data are if the check does not hold; 1 when nothing is known
 * @param enough how much evidence decides
 * @param forecastMinutes about how long until a decision if all goes on as before; NaN when unknown
 * @param calibrated whether pods that were seen say how much arms differ by chance
 * @param late whether it is read from labels that may come long after the requests
 * @param nonAnswers how often the check's columns were not answered, by reason
 * @param history evidence over time
 */
public record CheckResult(
        GateResult result,
        double decidedAt,
        double evidence,
        double enough,
        double forecastMinutes,
        boolean calibrated,
        boolean late,
        Map<NonAnswer, Integer> nonAnswers,
        List<EvidencePoint> history) {

    /** The result as report.json holds it. */
    public Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("check", result.gate());
        map.put("verdict", result.verdict());
        map.put("reason", result.reason());
        map.put("value", result.value());
        map.put("low", result.low());
        map.put("high", result.high());
        map.put("needed", result.needed());
        map.put("decidedAt", decidedAt);
        map.put("evidence", evidence);
        map.put("enough", enough);
        map.put("forecastMinutes", forecastMinutes);
        map.put("calibrated", calibrated);
        map.put("late", late);
        map.put("nonAnswers", nonAnswers);
        map.put("history", history.stream().map(EvidencePoint::toMap).toList());
        return map;
    }
}
