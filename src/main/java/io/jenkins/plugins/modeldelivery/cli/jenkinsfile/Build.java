package io.jenkins.plugins.modeldelivery.cli.jenkinsfile;

import io.jenkins.plugins.modeldelivery.operation.InvalidInputException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * One run of a Jenkinsfile. Blocks run on the thread that reaches them and hand their scope down through the strand, where
 * Jenkins keeps a context; a timeout or a failing branch reaches a block by interrupting its strand.
 */
final class Build implements AutoCloseable {
    private final RunSettings settings;
    private final StepCatalog catalog;
    private final BuildRecord record = new BuildRecord();
    private final BuildLog log;
    private final Environment environment;
    private final Path scratch;
    private final ThreadLocal<Strand> strands = new ThreadLocal<>();
    private final ScheduledExecutorService timers = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "timeouts");
        thread.setDaemon(true);
        return thread;
    });

    Build(RunSettings settings, StepCatalog catalog, Path scratch, PrintStream out) {
        this.settings = settings;
        this.catalog = catalog;
        this.scratch = scratch;
        this.log = new BuildLog(out);
        this.environment = new Environment(settings.workspace());
    }

    /** Runs the body as the build's first strand. */
    void start(Runnable body) {
        onStrand(new Strand(Scope.OUTERMOST), body);
    }

    /** Makes the calling thread a strand while the body runs. */
    void onStrand(Strand strand, Runnable body) {
        strands.set(strand);
        try {
            body.run();
        } finally {
            strands.remove();
        }
    }

    /** Calls a step by its name in the Jenkinsfile; what interrupts it is thrown as the reason for the interruption. */
    Object call(String name, Object[] arguments) {
        StepDefinition definition = catalog.get(name);
        if (definition == null) {
            throw refused(catalog.refusal(name));
        }
        try {
            if (Thread.currentThread().isInterrupted()) {
                throw strand().takeInterruption();
            }
            return definition.step().run(StepCall.bind(definition.signature(), arguments, this::refused), this);
        } catch (Throwable thrown) {
            throw Failures.thrown(causeOf(thrown));
        }
    }

    /** What a block threw: without Groovy's wrappers, and with the reason in place of a bare interrupt. */
    Throwable causeOf(Throwable thrown) {
        Throwable failure = Failures.unwrapped(thrown);
        return failure instanceof InterruptedException ? strand().takeInterruption() : failure;
    }

    /** The error for a construct that is not supported; the run as a whole counts as refused from now on. */
    InvalidInputException refused(String message) {
        InvalidInputException refusal = new InvalidInputException(message);
        record.refuse(refusal);
        return refusal;
    }

    boolean isRefused() {
        return record.refusal() != null;
    }

    /** Runs a body in a scope derived from the current one. */
    Object inScope(Function<Scope, Scope> derive, Body body) throws InterruptedException {
        Strand strand = strand();
        Scope outer = strand.enter(derive.apply(strand.scope()));
        try {
            return body.run();
        } finally {
            strand.enter(outer);
        }
    }

    /** Runs a body with the workspace at hand; what it leaves running in the background ends with it, as in Jenkins. */
    Object inNode(Body body) throws InterruptedException {
        String cookie = UUID.randomUUID().toString();
        Map<String, String> variables = Map.of(
                "WORKSPACE", settings.workspace().toString(), "NODE_NAME", "built-in", ProcessTree.NODE_COOKIE, cookie);
        try {
            return inScope(scope -> scope.in(settings.workspace()).with(variables), body);
        } finally {
            ProcessTree.marked(ProcessTree.NODE_COOKIE, cookie).kill();
        }
    }

    Object inStage(String name, Function<Stage, Object> body) throws InterruptedException {
        Stage stage = new Stage(name, scope().stage(), settings.clock().instant());
        record.add(stage);
        return inScope(scope -> scope.inStage(stage), () -> {
            try {
                log(Messages.Run_stage(name));
                return body.apply(stage);
            } catch (Throwable thrown) {
                Throwable failure = causeOf(thrown);
                stage.worsen(Failures.resultOf(failure));
                throw Failures.thrown(failure);
            } finally {
                stage.finish(settings.clock().instant());
            }
        });
    }

    /** Runs a body that is interrupted when the time is over. */
    Object within(Duration limit, Body body) throws InterruptedException {
        Deadline deadline = new Deadline(strand(), limit, timers);
        try {
            return body.run();
        } catch (Throwable thrown) {
            throw Failures.thrown(causeOf(thrown));
        } finally {
            deadline.end();
        }
    }

    void log(String text) {
        logger().accept(text);
    }

    /** Writes to the log as the current scope does, from any thread. */
    Consumer<String> logger() {
        String prefix = scope().prefix();
        return text -> log.line(prefix, text);
    }

    void logFailure(Throwable failure) {
        log(Messages.Run_error(Failures.describe(failure)));
    }

    /** Sets the build's result unless it is as bad already. */
    void worsen(Result result) {
        if (record.worsen(result) && result != Result.SUCCESS) {
            log(Messages.Run_result(result.name()));
        }
    }

    /** Marks the current stage and those around it, which does not change the build's result. */
    void worsenStage(Result result) {
        for (Stage stage = scope().stage(); stage != null; stage = stage.outer()) {
            stage.worsen(result);
        }
    }

    /** The folder that steps work in. */
    Path directory(String step) {
        if (scope().directory() == null) {
            throw new StepFailure(step + " needs a workspace; put it inside node { } or give the stage an agent");
        }
        return scope().directory();
    }

    Strand strand() {
        Strand strand = strands.get();
        if (strand == null) {
            throw new InvalidInputException(
                    "a step was called from a thread that the Jenkinsfile started; use the step parallel instead");
        }
        return strand;
    }

    Scope scope() {
        return strand().scope();
    }

    RunSettings settings() {
        return settings;
    }

    BuildRecord record() {
        return record;
    }

    Environment environment() {
        return environment;
    }

    /** A folder for temporary files, deleted after the run. */
    Path scratch() {
        return scratch;
    }

    @Override
    public void close() {
        timers.shutdownNow();
    }
}
