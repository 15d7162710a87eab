package io.jenkins.plugins.modeldelivery.cli.jenkinsfile;

import static io.jenkins.plugins.modeldelivery.cli.jenkinsfile.Signature.block;
import static io.jenkins.plugins.modeldelivery.cli.jenkinsfile.Signature.step;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** The steps that steer the build: node, stage, timeout, retry, catchError and the like, as Jenkins defines them. */
final class FlowSteps {
    private FlowSteps() {}

    static List<StepDefinition> all() {
        return List.of(
                new StepDefinition(step("echo", "message", "message"), FlowSteps::echo),
                new StepDefinition(step("error", "message", "message"), FlowSteps::error),
                new StepDefinition(block("node", "label", "label"), (call, build) -> build.inNode(call.body()::call)),
                new StepDefinition(block("stage", "name", "name"), FlowSteps::stage),
                new StepDefinition(block("script", ""), (call, build) -> call.body().call()),
                new StepDefinition(new Signature("parallel", "", Signature.OPEN, false), ParallelStep::run),
                new StepDefinition(block("timeout", "time", "time", "unit"), FlowSteps::timeout),
                new StepDefinition(block("retry", "count", "count"), FlowSteps::retry),
                new StepDefinition(
                        block("catchError", "", "buildResult", "stageResult", "message", "catchInterruptions"),
                        FlowSteps::catchError));
    }

    /**
     * How long a timeout is.
     *
     * @throws io.jenkins.plugins.modeldelivery.operation.InvalidInputException if it is not a number and a unit
     */
    static Duration duration(StepCall call) {
        try {
            TimeUnit unit = TimeUnit.valueOf(call.text("unit", "MINUTES").toUpperCase(Locale.ROOT));
            return Duration.of(call.count("time"), unit.toChronoUnit());
        } catch (IllegalArgumentException e) {
            throw call.wrong("unit", "is not a unit; write SECONDS, MINUTES, HOURS or DAYS");
        }
    }

    private static Object echo(StepCall call, Build build) {
        build.log(call.text("message", ""));
        return null;
    }

    private static Object error(StepCall call, Build build) {
        throw new StepFailure(call.text("message", ""));
    }

    private static Object stage(StepCall call, Build build) throws InterruptedException {
        return build.inStage(call.text("name"), stage -> call.body().call());
    }

    private static Object timeout(StepCall call, Build build) throws InterruptedException {
        return build.within(duration(call), call.body()::call);
    }

    private static Object retry(StepCall call, Build build) {
        long left = call.count("count");
        while (true) {
            try {
                return call.body().call();
            } catch (Throwable e) {
                Throwable failure = build.causeOf(e);
                if (--left == 0 || failure instanceof Interruption || build.isRefused()) {
                    throw Failures.thrown(failure);
                }
                build.logFailure(failure);
                build.log(Messages.Run_retrying());
            }
        }
    }

    /** Marks the build and the stage, and goes on; an interruption brings its own result. */
    private static Object catchError(StepCall call, Build build) {
        Result buildResult = Result.parse("catchError: buildResult", call.text("buildResult", "FAILURE"));
        Result stageResult = Result.parse("catchError: stageResult", call.text("stageResult", "SUCCESS"));
        boolean interruptions = call.flag("catchInterruptions", true);
        try {
            call.body().call();
        } catch (Throwable e) {
            Throwable failure = build.causeOf(e);
            boolean interrupted = failure instanceof Interruption;
            if (build.isRefused() || interrupted && !interruptions) {
                throw Failures.thrown(failure);
            }
            if (call.has("message")) {
                build.log(Messages.Run_error(call.text("message")));
            }
            build.logFailure(failure);
            build.worsen(interrupted ? Failures.resultOf(failure) : buildResult);
            build.worsenStage(interrupted ? Failures.resultOf(failure) : stageResult);
        }
        return null;
    }
}
