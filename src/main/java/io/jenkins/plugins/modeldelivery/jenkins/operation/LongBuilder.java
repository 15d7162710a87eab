package io.jenkins.plugins.modeldelivery.jenkins.operation;

import hudson.EnvVars;
import hudson.FilePath;
import hudson.Launcher;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.tasks.Builder;
import io.jenkins.plugins.modeldelivery.operation.Signal;
import java.io.IOException;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import jenkins.model.Jenkins;
import jenkins.tasks.SimpleBuildStep;

/**
 * A freestyle build step around a {@link LongStep}, which is its one property. It holds its executor while the operation
 * goes on. A restart of the controller loses the build; its operation then does what it does when aborted.
 */
public abstract class LongBuilder extends Builder implements SimpleBuildStep {
    /** The step, which a subclass also gives by a property {@code step} of its own type: forms ask for the exact type. */
    protected abstract LongStep options();

    @Override
    public final void perform(Run<?, ?> run, FilePath workspace, EnvVars env, Launcher launcher, TaskListener listener)
            throws InterruptedException, IOException {
        LongStep step = options();
        String id = UUID.randomUUID().toString();
        Use use = Use.of(run, id, step.symbol(), step.capability(), step.arguments());
        use.claim();
        boolean goesOn = false;
        try {
            Waiting waiting = new Waiting(listener);
            LongOperations.begin(use.operation(Jenkins.getAuthentication2(), Clock.systemUTC().millis()), waiting);
            Optional<Map<String, Object>> report = waiting.report(id);
            goesOn = report.isEmpty();
            if (report.isPresent()) {
                use.conclude(report.get()).applyTo(run, listener);
            } else {
                listener.getLogger().println(Messages.LongBuilder_goesOn());
            }
        } finally {
            if (!goesOn) {
                use.release();
            }
        }
    }

    /** Holds the executor's thread until the end. */
    private record Waiting(TaskListener listener, CompletableFuture<Optional<Map<String, Object>>> end) implements Attendant {
        Waiting(TaskListener listener) {
            this(listener, new CompletableFuture<>());
        }

        /** The report of the end; empty if the operation goes on without the build. An interruption is passed on once the operation has done what it does when aborted. */
        Optional<Map<String, Object>> report(String id) throws InterruptedException, IOException {
            try {
                return get();
            } catch (InterruptedException e) {
                LongOperations.signal(id, new Signal(Signal.Kind.ABORT, "", "", Clock.systemUTC().instant()));
                get();
                throw e;
            }
        }

        private Optional<Map<String, Object>> get() throws InterruptedException, IOException {
            try {
                return end.get();
            } catch (ExecutionException e) {
                throw e.getCause() instanceof IOException plain ? plain : new IOException(e.getCause());
            }
        }

        @Override
        public void ended(Use use, Map<String, Object> report) {
            end.complete(Optional.of(report));
        }

        @Override
        public void left(Map<String, Object> report) {
            end.complete(Optional.empty());
        }

        @Override
        public void failed(Throwable cause) {
            end.completeExceptionally(cause);
        }
    }
}
