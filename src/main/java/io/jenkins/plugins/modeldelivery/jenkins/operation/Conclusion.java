package io.jenkins.plugins.modeldelivery.jenkins.operation;

import io.jenkins.plugins.modeldelivery.operation.Arguments;
import io.jenkins.plugins.modeldelivery.operation.Consequence;
import io.jenkins.plugins.modeldelivery.operation.Verdict;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a verdict does to its build, as {@code onFail} and {@code onInconclusive} ask.
 *
 * @param sentence the verdict and its first reasons, for the log, the stage and the cause of a failure
 */
record Conclusion(Effect effect, String sentence) {
    private static final int REASONS = 3;

    /** From least to most. */
    enum Effect {
        NONE,
        /** The stage is marked, the build's result stays. */
        WARNING,
        /** The stage is marked and the build turns unstable. */
        UNSTABLE,
        /** Nothing after the step runs. */
        FAILURE
    }

    static Conclusion of(String step, String name, Map<String, Object> report, Arguments arguments) {
        Verdict verdict = Verdict.valueOf((String) report.get("verdict"));
        return new Conclusion(effect(verdict, arguments), Messages.Conclusion_sentence(step, name, verdict, reasons(report)));
    }

    private static Effect effect(Verdict verdict, Arguments arguments) {
        return switch (verdict) {
            case PASS -> Effect.NONE;
            case WARN -> Effect.WARNING;
            case INCONCLUSIVE -> effect(arguments.onInconclusive());
            case FAIL -> effect(arguments.onFail());
        };
    }

    private static Effect effect(Consequence consequence) {
        return switch (consequence) {
            case FAILURE -> Effect.FAILURE;
            case UNSTABLE -> Effect.UNSTABLE;
            case CONTINUE -> Effect.NONE;
        };
    }

    private static String reasons(Map<String, Object> report) {
        return ((List<?>) report.get("reasons"))
                .stream().limit(REASONS).map(Object::toString).collect(Collectors.joining(" "));
    }
}
