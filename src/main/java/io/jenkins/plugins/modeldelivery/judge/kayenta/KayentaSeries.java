package io.jenkins.plugins.modeldelivery.judge.kayenta;

import io.jenkins.plugins.modeldelivery.judge.ArmSample;
import io.jenkins.plugins.modeldelivery.judge.IntervalSubject;
import io.jenkins.plugins.modeldelivery.judge.Observation;
import io.jenkins.plugins.modeldelivery.operation.UnreadableStateException;
import io.jenkins.plugins.modeldelivery.operation.Verdict;
import io.jenkins.plugins.modeldelivery.report.ReportJson;
import io.jenkins.plugins.modeldelivery.statistics.PlainNumbers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What Kayenta's judge keeps of a canary that runs: the values of each metric, interval by interval, in which both arms
 * answered something, and what it said last.
 *
 * @param stable the values of each metric in the config's order; NaN where there is none
 * @param last the last judgement as report.json holds it; empty before the first
 * @param judgedAt time of that in seconds; NaN before the first
 */
record KayentaSeries(
        List<double[]> stable,
        List<double[]> canary,
        long canaryRequests,
        Verdict verdict,
        double judgedAt,
        Map<String, Object> last) {
    private static final String VERSION = "model-delivery/kayenta-state/1";
    /** Values of one arm that are kept, over all metrics; the oldest intervals go. Kayenta wants 50 of each metric. */
    private static final int MOST = 3000;

    static KayentaSeries begin(int metrics) {
        List<double[]> none = Collections.nCopies(metrics, new double[0]);
        return new KayentaSeries(none, none, 0, Verdict.INCONCLUSIVE, Double.NaN, Map.of());
    }

    /**
     * What {@link #toMap} gave.
     *
     * @throws UnreadableStateException if it is of another form or of another number of metrics
     */
    static KayentaSeries of(Map<String, Object> map, int metrics) {
        if (!VERSION.equals(map.get("schema")) || ((List<?>) map.get("stable")).size() != metrics) {
            throw new UnreadableStateException("the judge's saved state " + map.get("schema") + " does not fit Kayenta's judge with "
                    + metrics + " metrics; begin the canary anew");
        }
        return new KayentaSeries(
                arrays(map.get("stable")),
                arrays(map.get("canary")),
                (long) PlainNumbers.number(map.get("canaryRequests")),
                Verdict.valueOf(map.get("verdict").toString()),
                map.get("judgedAt") == null ? Double.NaN : PlainNumbers.number(map.get("judgedAt")),
                PlainNumbers.map(map.get("last")));
    }

    Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("schema", VERSION);
        map.put("stable", stable.stream().map(PlainNumbers::compact).toList());
        map.put("canary", canary.stream().map(PlainNumbers::compact).toList());
        map.put("canaryRequests", canaryRequests);
        map.put("verdict", verdict.name());
        map.put("judgedAt", isJudged() ? judgedAt : null);
        map.put("last", last);
        return map;
    }

    /** An interval in which one arm answers nothing compares with nothing. */
    KayentaSeries with(Observation observation, List<IntervalSubject> subjects) {
        if (observation.stable().pods().isEmpty() || observation.canary().pods().isEmpty()) {
            return this;
        }
        double requests = observation.canary().total("requests");
        return new KayentaSeries(
                longer(stable, observation.stable(), subjects),
                longer(canary, observation.canary(), subjects),
                canaryRequests + (Double.isNaN(requests) ? 0 : (long) requests),
                verdict, judgedAt, last);
    }

    KayentaSeries judged(KayentaJudgement judgement, double time) {
        return new KayentaSeries(stable, canary, canaryRequests, judgement.verdict(), time,
                // What is no number is null there, and stays so in whatever keeps this.
                ReportJson.read(ReportJson.line(judgement.toMap()), "Kayenta's judgement"));
    }

    boolean isJudged() {
        return !last.isEmpty();
    }

    private static List<double[]> longer(List<double[]> series, ArmSample arm, List<IntervalSubject> subjects) {
        List<double[]> longer = new ArrayList<>();
        for (int i = 0; i < series.size(); i++) {
            double[] before = series.get(i);
            int from = Math.max(0, before.length + 1 - MOST / series.size());
            double[] values = Arrays.copyOfRange(before, from, before.length + 1);
            double value = subjects.get(i).in(arm);
            values[values.length - 1] = Double.isFinite(value) ? value : Double.NaN;
            longer.add(values);
        }
        return longer;
    }

    private static List<double[]> arrays(Object saved) {
        return ((List<?>) saved).stream().map(PlainNumbers::array).toList();
    }
}
