package io.jenkins.plugins.modeldelivery.jenkins.operation;

import hudson.AbortException;
import hudson.model.Result;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.modeldelivery.operation.Arguments;
import io.jenkins.plugins.modeldelivery.operation.Consequence;
import io.jenkins.plugins.modeldelivery.operation.Verdict;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jenkinsci.plugins.workflow.actions.WarningAction;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException;
import org.jenkinsci.plugins.workflow.steps.StepContext;

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

    /** Whether nothing after the step shall run. */
    boolean stops() {
        return effect == Effect.FAILURE;
    }

    /** What ends a block that shall not go on. */
    FlowInterruptedException interruption() {
        return new FlowInterruptedException(Result.FAILURE, true, new VerdictCause(sentence));
    }

    /**
     * Does it to the build of a Pipeline: says it in the log, marks the stage and the build.
     *
     * @throws FlowInterruptedException if nothing after the step shall run
     */
    void applyTo(StepContext context) throws IOException, InterruptedException {
        context.get(TaskListener.class).getLogger().println(sentence);
        switch (effect) {
            case NONE -> {}
            case WARNING -> mark(context);
            case UNSTABLE -> {
                mark(context);
                context.get(Run.class).setResult(Result.UNSTABLE);
            }
            case FAILURE -> throw interruption();
        }
    }

    private void mark(StepContext context) throws IOException, InterruptedException {
        context.get(FlowNode.class).addOrReplaceAction(new WarningAction(Result.UNSTABLE).withMessage(sentence));
    }

    /**
     * Does it to a freestyle build.
     *
     * @throws AbortException if nothing after the step shall run
     */
    void applyTo(Run<?, ?> run, TaskListener listener) throws AbortException {
        if (effect == Effect.FAILURE) {
            throw new AbortException(sentence);
        }
        listener.getLogger().println(sentence);
        if (effect == Effect.UNSTABLE) {
            run.setResult(Result.UNSTABLE);
        }
    }

    private static String reasons(Map<String, Object> report) {
        return ((List<?>) report.get("reasons"))
                .stream().limit(REASONS).map(Object::toString).collect(Collectors.joining(" "));
    }
}
