package io.jenkins.plugins.modeldelivery.cli.jenkinsfile;

import groovy.lang.Closure;
import io.jenkins.plugins.modeldelivery.cli.jenkinsfile.Pipeline.Agent;
import io.jenkins.plugins.modeldelivery.cli.jenkinsfile.Pipeline.DeclaredStage;
import io.jenkins.plugins.modeldelivery.cli.jenkinsfile.Pipeline.Surroundings;
import io.jenkins.plugins.modeldelivery.cli.jenkinsfile.Pipeline.Variable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.codehaus.groovy.runtime.typehandling.DefaultTypeTransformation;

/**
 * Runs a declarative pipeline: agent, then environment, then options around the stages and their post conditions, as
 * Jenkins nests them. After a failure the later stages are skipped, and their names are told.
 */
final class DeclarativeRun {
    private static final Signature TIMEOUT = Signature.step("timeout", "time", "time", "unit");

    private final Build build;
    private final Pipeline pipeline;
    private final List<Closure<?>> blocks;
    private boolean postIsDone;

    DeclarativeRun(Build build, Pipeline pipeline, List<Closure<?>> blocks) {
        this.build = build;
        this.pipeline = pipeline;
        this.blocks = List.copyOf(blocks);
    }

    /** Runs it; a failure before the first stage leads to the post conditions as well, outside of agent and environment. */
    void run() throws InterruptedException {
        BuildParameters.declare(pipeline.parameters(), declared -> valueOf(declared.arguments()), build);
        Surroundings around = pipeline.blocks();
        try {
            inAgent(around.agent(), () -> inEnvironment(around, () -> inTimeout(around, () -> {
                Throwable failure = runStages(pipeline.stages(), null);
                postIsDone = true;
                return throwIf(runPost(around, failure));
            })));
        } catch (Throwable thrown) {
            Throwable failure = build.causeOf(thrown);
            throwIf(postIsDone ? failure : runPost(around, failure));
        }
    }

    private Throwable runStages(List<DeclaredStage> stages, String skippedBecause) throws InterruptedException {
        Throwable failure = null;
        String reason = skippedBecause;
        for (DeclaredStage stage : stages) {
            try {
                runStage(stage, reason);
            } catch (Throwable thrown) {
                failure = build.causeOf(thrown);
                reason = Messages.Run_earlierFailure();
            }
        }
        return failure;
    }

    /** Runs a stage, or tells that it is skipped and why. */
    private Object runStage(DeclaredStage stage, String skippedBecause) throws InterruptedException {
        return build.inStage(stage.name(), entered -> {
            try {
                if (skippedBecause != null) {
                    return skip(stage, entered, skippedBecause);
                }
                return inTimeout(stage.blocks(), () -> stage.parallel().isEmpty()
                        ? inAgent(stage.blocks().agent(), () -> runIfWanted(stage, entered, () -> runContent(stage)))
                        : runIfWanted(stage, entered, () -> withPost(stage, () -> runParallel(stage, null))));
            } catch (InterruptedException e) {
                throw build.strand().takeInterruption();
            }
        });
    }

    private Object runIfWanted(DeclaredStage stage, Stage entered, Body body) throws InterruptedException {
        for (int condition : stage.when()) {
            if (!DefaultTypeTransformation.castToBoolean(valueOf(condition))) {
                return skip(stage, entered, Messages.Run_whenNotMet());
            }
        }
        return inEnvironment(stage.blocks(), body);
    }

    private Object runContent(DeclaredStage stage) throws InterruptedException {
        return withPost(stage, () -> stage.stages().isEmpty()
                ? valueOf(stage.steps())
                : throwIf(runStages(stage.stages(), null)));
    }

    private Object skip(DeclaredStage stage, Stage entered, String reason) throws InterruptedException {
        entered.skip();
        build.log(Messages.Run_skipped(stage.name(), reason));
        if (!stage.parallel().isEmpty()) {
            return runParallel(stage, reason);
        }
        return throwIf(runStages(stage.stages(), reason));
    }

    private Object runParallel(DeclaredStage stage, String skippedBecause) throws InterruptedException {
        Map<String, Body> branches = new LinkedHashMap<>();
        stage.parallel().forEach(branch -> branches.put(branch.name(), () -> runStage(branch, skippedBecause)));
        return ParallelStep.run(branches, stage.failFast(), build);
    }

    private Object withPost(DeclaredStage stage, Body body) {
        Throwable failure = null;
        try {
            body.run();
        } catch (Throwable thrown) {
            failure = build.causeOf(thrown);
        }
        return throwIf(runPost(stage.blocks(), failure));
    }

    /** Runs the conditions that hold, each judged by what the ones before have left; returns the first failure. */
    private Throwable runPost(Surroundings around, Throwable before) {
        Throwable failure = before;
        for (PostCondition condition : PostCondition.values()) {
            Result outcome = outcome(failure);
            if (around.post().containsKey(condition) && condition.holds(outcome)) {
                try {
                    build.log(Messages.Run_post(condition.word()));
                    build.inScope(scope -> scope.after(outcome), () -> valueOf(around.post().get(condition)));
                } catch (Throwable thrown) {
                    Throwable cause = build.causeOf(thrown);
                    build.log(Messages.Run_postFailed(condition.word(), Failures.describe(cause)));
                    failure = failure == null ? cause : failure;
                }
            }
        }
        return failure;
    }

    /** The worst of the build's result, the failure and, within a stage, what its steps marked it with. */
    private Result outcome(Throwable failure) {
        Result set = build.record().result();
        Result outcome = set == null ? Result.SUCCESS : set;
        if (failure != null) {
            return outcome.worse(Failures.resultOf(failure));
        }
        Stage stage = build.scope().stage();
        return stage == null ? outcome : outcome.worse(stage.result());
    }

    private Object inAgent(Agent agent, Body body) throws InterruptedException {
        return switch (agent) {
            case INHERITED -> body.run();
            case HERE -> build.inNode(body);
            case ABSENT -> build.inScope(scope -> scope.in(null), body);
        };
    }

    /** Each value may use the ones before it. */
    private Object inEnvironment(Surroundings around, Body body) throws InterruptedException {
        return inEnvironment(around.environment(), body);
    }

    private Object inEnvironment(List<Variable> rest, Body body) throws InterruptedException {
        if (rest.isEmpty()) {
            return body.run();
        }
        Variable first = rest.get(0);
        String value = String.valueOf(valueOf(first.value()));
        return build.inScope(
                scope -> scope.with(Map.of(first.name(), value)), () -> inEnvironment(rest.subList(1, rest.size()), body));
    }

    private Object inTimeout(Surroundings around, Body body) throws InterruptedException {
        if (around.timeout() == Pipeline.NONE) {
            return body.run();
        }
        Object[] arguments = {valueOf(around.timeout())};
        return build.within(FlowSteps.duration(StepCall.bind(TIMEOUT, arguments, build::refused)), body);
    }

    private Object valueOf(int block) {
        return blocks.get(block).call();
    }

    private static Object throwIf(Throwable failure) {
        if (failure != null) {
            throw Failures.thrown(failure);
        }
        return null;
    }
}
