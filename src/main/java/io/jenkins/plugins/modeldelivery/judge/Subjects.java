package io.jenkins.plugins.modeldelivery.judge;

import io.jenkins.plugins.modeldelivery.gate.Direction;
import io.jenkins.plugins.modeldelivery.gate.Gate;
import io.jenkins.plugins.modeldelivery.gate.SubjectCatalog;
import io.jenkins.plugins.modeldelivery.gate.SubjectType;
import io.jenkins.plugins.modeldelivery.gate.Unit;
import java.util.List;

/** What checks can speak of, and from which columns each subject comes. */
public final class Subjects {
    /** Share of requests that failed: {@code errors} of {@code requests}. */
    static final String ERRORS = "errors";
    /** A latency percentile, from the cumulative buckets {@code latency_le_<seconds>}. */
    static final String LATENCY = "latency";
    /** Share of shadowed requests answered differently: {@code disagreement_sum} of {@code disagreement_count}. */
    static final String DISAGREEMENT = "disagreement";
    /** Share of labelled requests answered rightly: {@code accuracy_sum} of {@code accuracy_count}. */
    static final String ACCURACY = "accuracy";
    /** How full a resource is, 0 to 1: {@code saturation}, or {@code saturation_sum} over {@code saturation_count}. */
    static final String SATURATION = "saturation";
    /** A share of whatever happens: {@code <name>_sum} of {@code <name>_count}, such as conversions. */
    static final String RATE = "rate";
    /** A mean: {@code <name>_sum} over {@code <name>_count}, or the column {@code <name>} itself. */
    static final String METRIC = "metric";
    /** What a PromQL expression gives for each arm: the column {@code promql(<expression>)}. */
    static final String PROMQL = "promql";
    /** Population stability index of two distributions, from the cumulative buckets {@code <name>_le_<bound>}. */
    static final String PSI = "psi";
    /** Kolmogorov-Smirnov distance of two distributions, from the same buckets. */
    static final String KS = "ks";

    /** The catalog that checks are read against. */
    public static final SubjectCatalog CATALOG = new SubjectCatalog(
            List.of(
                    SubjectType.plain(ERRORS, Unit.RATIO, Direction.LOWER_IS_BETTER),
                    SubjectType.percentile(LATENCY, Unit.SECONDS, Direction.LOWER_IS_BETTER),
                    SubjectType.plain(DISAGREEMENT, Unit.RATIO, Direction.LOWER_IS_BETTER),
                    SubjectType.plain(ACCURACY, Unit.RATIO, Direction.HIGHER_IS_BETTER),
                    SubjectType.plain(SATURATION, Unit.RATIO, Direction.LOWER_IS_BETTER),
                    SubjectType.withArgument(RATE, Unit.RATIO, null),
                    SubjectType.withArgument(METRIC, Unit.NONE, null),
                    SubjectType.withArgument(PROMQL, Unit.NONE, null),
                    SubjectType.withArgument(PSI, Unit.NONE, Direction.LOWER_IS_BETTER),
                    SubjectType.withArgument(KS, Unit.NONE, Direction.LOWER_IS_BETTER)),
            LATENCY);

    private Subjects() {}

    /** Whether a check is read from labels, which may come long after the requests. */
    static boolean isLate(Gate check) {
        return check.subject().name().equals(ACCURACY);
    }
}
