package io.jenkins.plugins.modeldelivery.jenkins.operation;

import hudson.AbortException;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.modeldelivery.operation.Signal;
import java.io.IOException;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jenkinsci.plugins.workflow.flow.FlowExecution;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.springframework.security.core.Authentication;

/**
 * One execution of a {@link LongStep} in a Pipeline: it waits for an operation that belongs to the controller, and knows no
 * more of it than its id. After a restart of the controller it waits again, or hears of the end that came meanwhile.
 */
class LongExecution extends StepExecution implements Attendant {
    private static final long serialVersionUID = 1L;

    private final LongStep step;
    private final String use = UUID.randomUUID().toString();
    /** Why the build was aborted, once it was; lost in a restart, after which the verdict says enough. */
    private transient volatile Throwable aborted;

    LongExecution(StepContext context, LongStep step) {
        super(context);
        this.step = step;
    }

    @Override
    public boolean start() throws IOException, InterruptedException {
        Use claimed = use();
        claimed.claim();
        begin(claimed);
        return false;
    }

    private void begin(Use claimed) throws IOException, InterruptedException {
        // Its newer form is not in the workflow-api that this plugin asks for.
        Authentication user = getContext().get(FlowExecution.class).getAuthentication().toSpring();
        LongOperations.begin(claimed.operation(user, Clock.systemUTC().millis()), this);
    }

    @Override
    public void onResume() {
        try {
            Use claimed = use();
            claimed.claim();
            if (LongOperations.attend(use, this)) {
                return;
            }
            Optional<Map<String, Object>> published = claimed.published();
            if (published.isPresent()) {
                ended(claimed, published.get());
            } else {
                // It was asked for and not yet kept when the controller died, so nothing was touched.
                begin(claimed);
            }
        } catch (IOException | InterruptedException e) {
            getContext().onFailure(e);
        }
    }

    final String id() {
        return use;
    }

    final boolean isAborted() {
        return aborted != null;
    }

    final Use use() throws IOException, InterruptedException {
        return Use.of(getContext().get(Run.class), use, step.symbol(), step.capability(), step.arguments());
    }

    @Override
    public void stop(Throwable cause) {
        if (!abort(cause)) {
            getContext().onFailure(cause);
        }
    }

    /** Tells the operation; false when it is over. */
    final boolean abort(Throwable cause) {
        aborted = cause;
        return LongOperations.signal(use, new Signal(Signal.Kind.ABORT, "", "", Clock.systemUTC().instant()));
    }

    @Override
    public String getStatus() {
        return LongOperations.find(use).map(operation -> operation.stored().status()).orElse(null);
    }

    @Override
    public TaskListener listener() throws IOException, InterruptedException {
        return getContext().get(TaskListener.class);
    }

    @Override
    public void ended(Use published, Map<String, Object> report) {
        if (aborted != null) {
            getContext().onFailure(aborted);
            return;
        }
        try {
            published.conclude(report).applyTo(getContext());
            getContext().onSuccess(report);
        } catch (IOException | InterruptedException e) {
            getContext().onFailure(e);
        }
    }

    @Override
    public void left(Map<String, Object> report) {
        if (aborted != null) {
            getContext().onFailure(aborted);
        } else {
            getContext().onSuccess(report);
        }
    }

    @Override
    public void failed(Throwable cause) {
        getContext().onFailure(aborted != null && cause instanceof AbortException ? aborted : cause);
    }
}
