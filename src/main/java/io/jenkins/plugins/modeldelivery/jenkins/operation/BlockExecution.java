package io.jenkins.plugins.modeldelivery.jenkins.operation;

import io.jenkins.plugins.modeldelivery.operation.Signal;
import java.io.IOException;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jenkinsci.plugins.workflow.steps.BodyExecution;
import org.jenkinsci.plugins.workflow.steps.BodyExecutionCallback;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/**
 * One execution of a {@link LongStep} with a block. The block begins once the operation has, and the operation concludes
 * once the block is over. A verdict that lets nothing after the step run ends the block. Both must have ended before the
 * Pipeline goes on.
 */
final class BlockExecution extends LongExecution {
    private static final long serialVersionUID = 1L;

    /** By the use's id: what is called at the end of a block cannot hold the execution itself. */
    private static final Map<String, BlockExecution> LIVE = new ConcurrentHashMap<>();

    private BodyExecution block;
    private boolean blockOver;
    private Throwable blockFailure;
    /** Whether the verdict ended the block. */
    private boolean ended;
    /** Whether the operation goes on without it. */
    private boolean left;
    private boolean answered;

    BlockExecution(StepContext context, LongStep step) {
        super(context, step);
    }

    @Override
    public boolean start() throws IOException, InterruptedException {
        LIVE.put(id(), this);
        return super.start();
    }

    @Override
    public void onResume() {
        LIVE.put(id(), this);
        super.onResume();
    }

    @Override
    public synchronized void begun() {
        if (block == null && !isAborted()) {
            block = getContext().newBodyInvoker().withCallback(new End(id())).start();
        }
    }

    @Override
    public void stop(Throwable cause) {
        boolean told = abort(cause);
        if (blockGoesOn()) {
            cancel(cause);
        } else if (!told) {
            answer(() -> getContext().onFailure(cause));
        }
    }

    private void cancel(Throwable cause) {
        BodyExecution running;
        synchronized (this) {
            running = blockOver ? null : block;
        }
        if (running != null) {
            running.cancel(cause);
        }
    }

    private synchronized boolean blockGoesOn() {
        return block != null && !blockOver;
    }

    /** The operation is over: waits for the block, unless the verdict ends it. */
    @Override
    public void ended(Use published, Map<String, Object> report) {
        if (!blockGoesOn()) {
            answer(() -> conclude(published, report));
            return;
        }
        Conclusion conclusion = published.conclude(report);
        if (conclusion.stops()) {
            synchronized (this) {
                ended = true;
            }
            cancel(conclusion.interruption());
        }
    }

    @Override
    public void left(Map<String, Object> report) {
        synchronized (this) {
            left = true;
        }
        if (!blockGoesOn()) {
            answer(() -> super.left(report));
        }
    }

    @Override
    public void failed(Throwable cause) {
        answer(() -> super.failed(cause));
    }

    private void blockEnded(Throwable failure) {
        boolean alone;
        synchronized (this) {
            blockOver = true;
            blockFailure = failure;
            alone = left;
        }
        if (alone) {
            answer(() -> super.left(Map.of()));
            return;
        }
        Signal finish = new Signal(Signal.Kind.FINISH, "", "", Clock.systemUTC().instant());
        if (LongOperations.signal(id(), finish)) {
            return;
        }
        try {
            Use published = use();
            Optional<Map<String, Object>> report = published.published();
            answer(() -> conclude(published, report.orElseThrow()));
        } catch (IOException | InterruptedException e) {
            answer(() -> super.failed(e));
        }
    }

    /** The failure of the block comes first, unless it failed for the verdict. */
    private void conclude(Use published, Map<String, Object> report) {
        if (blockFailure != null && !ended && !isAborted()) {
            getContext().onFailure(blockFailure);
        } else {
            super.ended(published, report);
        }
    }

    private void answer(Runnable how) {
        synchronized (this) {
            if (answered) {
                return;
            }
            answered = true;
        }
        LIVE.remove(id());
        how.run();
    }

    /** Hears of the end of the block, also after a restart. */
    private static final class End extends BodyExecutionCallback {
        private static final long serialVersionUID = 1L;

        private final String id;

        End(String id) {
            this.id = id;
        }

        @Override
        public void onSuccess(StepContext context, Object result) {
            tell(null);
        }

        @Override
        public void onFailure(StepContext context, Throwable failure) {
            tell(failure);
        }

        private void tell(Throwable failure) {
            BlockExecution execution = LIVE.get(id);
            if (execution != null) {
                execution.blockEnded(failure);
            }
        }
    }
}
