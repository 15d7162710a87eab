package io.jenkins.plugins.modeldelivery.judge;

import io.jenkins.plugins.modeldelivery.gate.GateParser;
import io.jenkins.plugins.modeldelivery.gate.Subject;
import io.jenkins.plugins.modeldelivery.operation.InvalidInputException;
import java.util.List;
import java.util.Set;

/** A subject that has one value in each interval and arm, as a series of a metric has: {@code errors}, {@code latency p99}. */
public record IntervalSubject(Subject subject) {
    private static final double PERCENT = 100;
    /** They compare the arms already, or have one arm only. */
    private static final Set<String> OF_BOTH = Set.of(Subjects.PSI, Subjects.KS, Subjects.DISAGREEMENT);

    /**
     * Reads a subject as a check has it.
     *
     * @throws InvalidInputException if it is unknown, or has no value of its own in each arm
     */
    public static IntervalSubject parse(String text) {
        Subject subject = new GateParser(Subjects.CATALOG).subject(text);
        if (OF_BOTH.contains(subject.name())) {
            throw new InvalidInputException("metric '" + text + "' is no value of one arm, since " + subject.name()
                    + " compares both; leave it out, or take the sequential judge");
        }
        return new IntervalSubject(subject);
    }

    /** The column, or the beginning of the columns, that it is read from. */
    public String column() {
        return Checks.column(subject);
    }

    /** The expression for a Prometheus; the empty string when it needs none. */
    public String expression() {
        return subject.name().equals(Subjects.PROMQL) ? subject.argument() : "";
    }

    /** The value that an arm shows in an interval, over all its pods, in the subject's unit; NaN when it shows none. */
    public double in(ArmSample arm) {
        return switch (subject.name()) {
            case Subjects.ERRORS -> arm.total("errors") / arm.total("requests");
            case Subjects.LATENCY -> percentile(arm);
            case Subjects.ACCURACY, Subjects.RATE -> mean(arm);
            default -> Double.isNaN(mean(arm)) ? arm.mean(column()) : mean(arm);
        };
    }

    private double mean(ArmSample arm) {
        return arm.total(column() + "_sum") / arm.total(column() + "_count");
    }

    private double percentile(ArmSample arm) {
        return Buckets.first(column(), List.of(arm))
                .map(buckets -> {
                    BucketTotals totals = new BucketTotals(buckets.bounds());
                    totals.add(buckets.total(arm));
                    return totals.all() > 0 ? totals.quantile(subject.percentile() / PERCENT) : Double.NaN;
                })
                .orElse(Double.NaN);
    }
}
