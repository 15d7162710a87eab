package io.jenkins.plugins.modeldelivery.jenkins.operation;

import hudson.Extension;
import hudson.model.Action;
import hudson.model.Run;
import io.jenkins.plugins.modeldelivery.jenkins.page.LiveReport;
import io.jenkins.plugins.modeldelivery.jenkins.store.AuditLog;
import io.jenkins.plugins.modeldelivery.operation.Signal;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import jenkins.model.TransientActionFactory;

/** The live report of a {@link LongOperation}. What a person asks is written to the audit log first. */
public final class LongOperationReport extends LiveReport {
    private final LongOperation operation;

    LongOperationReport(Run<?, ?> run, LongOperation operation) {
        super(run);
        this.operation = operation;
    }

    @Override
    public String getName() {
        return operation.stored().name();
    }

    @Override
    public String getStep() {
        return operation.stored().step();
    }

    @Override
    public String getStatus() {
        return operation.stored().status();
    }

    @Override
    protected Optional<Map<String, Object>> report() {
        return operation.report();
    }

    @Override
    protected List<Ask> asks() {
        StoredOperation stored = operation.stored();
        Set<Signal.Kind> heard = stored.hears();
        return stored.newCapability().signals().stream()
                .sorted()
                .map(kind -> new Ask(kind.name().toLowerCase(Locale.ROOT), label(kind), heard.contains(kind)))
                .toList();
    }

    private static String label(Signal.Kind kind) {
        return switch (kind) {
            case ABORT -> Messages.Ask_abort();
            case FINISH -> Messages.Ask_finish();
            case SUPERSEDE -> Messages.Ask_supersede();
            case PAUSE -> Messages.Ask_pause();
            case RESUME -> Messages.Ask_resume();
            case APPROVE -> Messages.Ask_approve();
            case ADVANCE -> Messages.Ask_advance();
            case PROMOTE -> Messages.Ask_promote();
            case ROLL_BACK -> Messages.Ask_rollBack();
        };
    }

    @Override
    protected boolean ask(String kind, String reason) {
        String user = AuditLog.user();
        Instant now = Clock.systemUTC().instant();
        StoredOperation stored = operation.stored();
        AuditLog.ofJenkins().append(
                new AuditLog.Entry(now, user, kind, stored.subject(), stored.build(), stored.name(), reason));
        return LongOperations.signal(
                stored.id(), new Signal(Signal.Kind.valueOf(kind.toUpperCase(Locale.ROOT)), user, reason, now));
    }

    /** Adds one for each operation that a build waits for. */
    @Extension
    @SuppressWarnings("rawtypes")
    public static final class Factory extends TransientActionFactory<Run> {
        @Override
        public Class<Run> type() {
            return Run.class;
        }

        @Override
        public Class<? extends Action> actionType() {
            return LiveReport.class;
        }

        @Override
        public Collection<? extends Action> createFor(Run run) {
            return LongOperations.of((Run<?, ?>) run).stream()
                    .map(operation -> new LongOperationReport(run, operation))
                    .toList();
        }
    }
}
