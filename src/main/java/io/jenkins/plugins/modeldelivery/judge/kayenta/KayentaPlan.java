package io.jenkins.plugins.modeldelivery.judge.kayenta;

import io.jenkins.plugins.modeldelivery.judge.CheckResult;
import io.jenkins.plugins.modeldelivery.judge.IntervalSubject;
import io.jenkins.plugins.modeldelivery.judge.Judgement;
import io.jenkins.plugins.modeldelivery.judge.Judging;
import io.jenkins.plugins.modeldelivery.judge.Observation;
import io.jenkins.plugins.modeldelivery.operation.GateResult;
import io.jenkins.plugins.modeldelivery.operation.InvalidInputException;
import io.jenkins.plugins.modeldelivery.operation.Verdict;
import io.jenkins.plugins.modeldelivery.report.ReportView;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Kayenta's judge over a canary that runs: one value of each metric an interval and arm. It raises false alarms when it is
 * asked again and again, so it is asked only when a step has seen its requests, and then after as many again.
 *
 * @param subjects what each metric of the config is read from, in its order
 * @param fixed whether to leave out Kayenta's known weaknesses
 */
public record KayentaPlan(CanaryConfig config, List<IntervalSubject> subjects, boolean fixed, long minRequests)
        implements Judging {
    public KayentaPlan {
        subjects = List.copyOf(subjects);
    }

    /**
     * A plan of a config whose metrics bear the names of subjects, as checks have them.
     *
     * @throws InvalidInputException if a name is none
     */
    public static KayentaPlan of(CanaryConfig config, boolean fixed, long minRequests) {
        return new KayentaPlan(
                config, config.metrics().stream().map(metric -> subject(metric.name())).toList(), fixed, minRequests);
    }

    private static IntervalSubject subject(String metric) {
        try {
            return IntervalSubject.parse(metric);
        } catch (InvalidInputException e) {
            throw new InvalidInputException("canary config: " + e.getMessage()
                    + "; a metric is named as checks name it, as in errors, latency p99 or metric(tokens)", e);
        }
    }

    @Override
    public Set<String> columns() {
        Set<String> columns = new TreeSet<>();
        subjects.forEach(subject -> columns.add(subject.column()));
        return columns;
    }

    @Override
    public Map<String, String> expressions() {
        Map<String, String> expressions = new TreeMap<>();
        subjects.stream()
                .filter(subject -> !subject.expression().isEmpty())
                .forEach(subject -> expressions.put(subject.column(), subject.expression()));
        return expressions;
    }

    /** Nothing: every metric is compared with stable's. */
    @Override
    public Optional<Judging> withoutStable() {
        return Optional.empty();
    }

    @Override
    public Map<String, Object> observe(Map<String, Object> seen, Observation observation, boolean exposed) {
        KayentaSeries series = series(seen).with(observation, subjects);
        return (exposed ? series.judged(judged(series), observation.time()) : series).toMap();
    }

    private KayentaJudgement judged(KayentaSeries series) {
        List<String> names = config.metrics().stream().map(MetricConfig::name).toList();
        return new KayentaJudge(config, fixed).judge(
                name -> series.stable().get(names.indexOf(name)), name -> series.canary().get(names.indexOf(name)));
    }

    @Override
    public Verdict verdict(Map<String, Object> seen) {
        return series(seen).verdict();
    }

    /** One result for the whole config, since the score is what passes or fails. */
    @Override
    public Judgement judgement(Map<String, Object> seen) {
        KayentaSeries series = series(seen);
        GateResult score = new GateResult(
                Messages.Gate(Double.toString(config.pass())), series.verdict(), new ReportView(series.last()).number("score"),
                Double.NaN, Double.NaN, OptionalLong.empty(), reason(series));
        CheckResult result = new CheckResult(
                score, series.judgedAt(), Double.NaN, Double.NaN, Double.NaN, false, false, Map.of(), List.of());
        return new Judgement(series.verdict(), series.judgedAt(), series.canaryRequests(), List.of(result), List.of());
    }

    private String reason(KayentaSeries series) {
        return series.isJudged()
                ? KayentaBlocks.sentence(new ReportView(series.last()))
                : Messages.NotYet(Long.toString(minRequests));
    }

    /** The last score, with the classification of each metric. */
    @Override
    public Map<String, Object> details(Map<String, Object> seen) {
        KayentaSeries series = series(seen);
        return series.isJudged() ? Map.of("kayenta", series.last()) : Map.of();
    }

    private KayentaSeries series(Map<String, Object> seen) {
        return seen == null ? KayentaSeries.begin(subjects.size()) : KayentaSeries.of(seen, subjects.size());
    }
}
