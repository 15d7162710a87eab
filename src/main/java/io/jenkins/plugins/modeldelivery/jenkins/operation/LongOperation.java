package io.jenkins.plugins.modeldelivery.jenkins.operation;

import hudson.AbortException;
import hudson.model.Run;
import io.jenkins.plugins.modeldelivery.operation.InvalidInputException;
import io.jenkins.plugins.modeldelivery.operation.LongCapability;
import io.jenkins.plugins.modeldelivery.operation.Signal;
import io.jenkins.plugins.modeldelivery.operation.SurroundingsException;
import io.jenkins.plugins.modeldelivery.operation.Tick;
import io.jenkins.plugins.modeldelivery.operation.UnreadableStateException;
import io.jenkins.plugins.modeldelivery.report.ReportView;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * One long operation in this life of the controller. A look takes in what was asked for, lets the capability tick, and
 * keeps the new state before the capability changes anything outside. When the build no longer runs, each look says so to
 * the capability, which then does what {@code onAbort} asks.
 */
final class LongOperation {
    private static final Logger LOGGER = Logger.getLogger(LongOperation.class.getName());
    private static final Duration TURN = Duration.ofSeconds(2);
    private static final Duration TROUBLE = Duration.ofSeconds(15);

    private final OperationFiles files = LongOperations.files();
    private volatile StoredOperation stored;
    private volatile Attendant attendant;
    /** Who was told that it has begun. */
    private Attendant told;
    /** Who was told that its state cannot be read. */
    private Attendant warned;
    /** Whether a look has been asked for that has not begun. */
    private final AtomicBoolean woken = new AtomicBoolean();
    /** Counts the looks; one that was planned before another was made is not made. */
    private final AtomicLong looks = new AtomicLong();
    /** Ids of credentials whose use was recorded in this life. */
    private final Set<String> recorded = ConcurrentHashMap.newKeySet();
    /** The newer operation that this one was told to make room for; told again after a restart, which does no harm. */
    private volatile String successor = "";

    /**
     * Makes an operation that was kept already.
     *
     * @param attendant null while nobody in a build waits for it
     */
    LongOperation(StoredOperation stored, Attendant attendant) {
        this.stored = stored;
        this.attendant = attendant;
    }

    String id() {
        return stored.id();
    }

    StoredOperation stored() {
        return stored;
    }

    /** The report of its present state; empty before it has begun, and when that state cannot be read. */
    Optional<Map<String, Object>> report() {
        StoredOperation now = stored;
        try {
            return now.hasBegun() ? Optional.of(report(now)) : Optional.empty();
        } catch (UnreadableStateException e) {
            LOGGER.log(Level.FINE, "There is no report", e);
            return Optional.empty();
        }
    }

    private Map<String, Object> report(StoredOperation now) {
        return now.newCapability().report(now.arguments(), now.state(), bench()).toMap();
    }

    void attend(Attendant who) {
        attendant = who;
        wake();
    }

    /** Keeps what is asked for, so that it outlives a crash, and looks at once. */
    void ask(Signal signal) {
        change(now -> now.asked(signal));
        wake();
    }

    /** Tells it to go back and end, for a newer operation on the same subject. */
    void makeRoomFor(StoredOperation newer) {
        if (!successor.equals(newer.id())) {
            successor = newer.id();
            ask(new Signal(Signal.Kind.SUPERSEDE, "", newer.build(), Clock.systemUTC().instant()));
        }
    }

    /** Looks at once instead of at the planned time. */
    void wake() {
        if (woken.compareAndSet(false, true)) {
            LongThreads.after(Duration.ZERO, this::look);
        }
    }

    /** One look, after which the next is planned. */
    private void look() {
        woken.set(false);
        Duration pause = turn();
        if (pause != null) {
            long planned = looks.incrementAndGet();
            LongThreads.after(pause, () -> lookAsPlanned(planned));
        }
    }

    private void lookAsPlanned(long planned) {
        if (looks.get() == planned) {
            look();
        }
    }

    /** How long until the next look; null when there is none. */
    private synchronized Duration turn() {
        if (LongOperations.find(id()).isEmpty()) {
            return null;
        }
        try {
            Duration pause = stored.ended() ? Duration.ZERO : advance();
            tell();
            return stored.ended() ? conclude() : pause;
        } catch (UnreadableStateException e) {
            return unreadable(e);
        } catch (InvalidInputException | SurroundingsException e) {
            return trouble(e);
        } catch (InterruptedException e) {
            // Jenkins ends; the next life goes on from what was kept.
            Thread.currentThread().interrupt();
            return null;
        } catch (IOException | RuntimeException e) {
            LOGGER.log(Level.WARNING, "Operation " + id() + " of " + stored.build() + " is looked at again later", e);
            return TROUBLE;
        }
    }

    /** Tells whoever waits that it has begun, or that it goes on without them. */
    private void tell() {
        Attendant waiting = attendant;
        if (waiting == null || !stored.hasBegun()) {
            return;
        }
        if (stored.detached()) {
            attendant = null;
            waiting.left(report(stored));
        } else if (waiting != told) {
            told = waiting;
            waiting.begun();
        }
    }

    private Duration advance() throws InterruptedException, IOException {
        boolean gone = isGone();
        if (!stored.hasBegun()) {
            if (gone || stored.awaits(Signal.Kind.ABORT)) {
                return giveUp(new AbortException(Messages.LongOperation_neverBegan()));
            }
            if (stored.awaits(Signal.Kind.SUPERSEDE)) {
                return giveUp(new AbortException(Messages.LongOperation_superseded()));
            }
            List<LongOperation> older = LongOperations.before(stored);
            if (!older.isEmpty()) {
                return after(older);
            }
            String state = stored.newCapability().begin(stored.arguments(), bench());
            LongOperations.releasers().write(stored);
            change(now -> now.in(state, now.signals()));
        }
        return tick(gone);
    }

    /** Whether the build that should wait for it no longer runs. */
    private boolean isGone() {
        return !stored.detached() && run().map(run -> !run.isBuilding()).orElse(true);
    }

    /** What comes of older operations on the same subject. */
    private Duration after(List<LongOperation> older) {
        String build = older.get(0).stored().build();
        switch (stored.concurrency()) {
            case REFUSE -> {
                return giveUp(new AbortException(Messages.LongOperation_refused(stored.step(), stored.subject(), build)));
            }
            case SUPERSEDE -> older.forEach(operation -> operation.makeRoomFor(stored));
            case QUEUE -> {}
        }
        change(now -> now.saying(Messages.LongOperation_waits(build)));
        return TURN;
    }

    private Duration tick(boolean gone) throws InterruptedException {
        LongCapability capability = stored.newCapability();
        List<StoredOperation.Asked> taken = stored.signals();
        List<Signal> signals = new ArrayList<>();
        taken.forEach(asked -> signals.add(asked.signal()));
        if (gone) {
            signals.add(new Signal(Signal.Kind.ABORT, "", Messages.LongOperation_gone(), Clock.systemUTC().instant()));
        }
        Tick tick = capability.tick(
                stored.arguments(), stored.state(), signals, bench(), next -> change(now -> now.in(next, without(now, taken))));
        change(now -> now.in(now.state(), without(now, taken)).after(tick));
        boolean aborted = signals.stream().anyMatch(signal -> signal.kind() == Signal.Kind.ABORT);
        if (aborted && !tick.ended() && capability.outlivesBuild(stored.arguments(), true)) {
            change(StoredOperation::apart);
        }
        return tick.pause();
    }

    /** A signal may come while a tick goes on; it is for the next. */
    private static List<StoredOperation.Asked> without(StoredOperation now, List<StoredOperation.Asked> taken) {
        List<StoredOperation.Asked> left = new ArrayList<>(now.signals());
        left.removeAll(taken);
        return left;
    }

    /** Publishes the end and tells whoever waits; null when nobody will ever ask again. */
    private Duration conclude() throws IOException {
        Optional<Run<?, ?>> run = run();
        if (run.isEmpty()) {
            LongOperations.forget(id());
            return null;
        }
        Use use = Use.of(run.get(), id(), stored.step(), stored.newCapability().getClass(), stored.arguments());
        Map<String, Object> report = use.published().orElseGet(() -> report(stored));
        if (use.published().isEmpty()) {
            use.publish(report);
            LongOperations.tally(stored.subject()).count(stored.step(), new ReportView(report));
        }
        Attendant waiting = attendant;
        if (waiting == null && !stored.detached() && run.get().isBuilding()) {
            // Its step has not resumed yet.
            return TURN;
        }
        LongOperations.forget(id());
        use.release();
        if (waiting != null) {
            waiting.ended(use, report);
        }
        return null;
    }

    /** What broke before anything was touched ends the operation; later it is only a reason to look again. */
    private Duration trouble(RuntimeException trouble) {
        if (!stored.hasBegun()) {
            return giveUp(new AbortException(trouble.getMessage()));
        }
        say(Messages.LongOperation_trouble(trouble.getMessage()));
        return TROUBLE;
    }

    /** It waits for the version that can read it, and makes room for others only when nobody wants it any more. */
    private Duration unreadable(UnreadableStateException why) {
        if (isGone() || stored.awaits(Signal.Kind.ABORT) || stored.awaits(Signal.Kind.FINISH)) {
            String told = Messages.LongOperation_setAside(stored.subject(), why.getMessage(), files.setAside(id()));
            LOGGER.log(Level.SEVERE, "{0}: {1}", new Object[] {stored.build(), told});
            say(told);
            return giveUp(new AbortException(told));
        }
        String told = Messages.LongOperation_unreadable(why.getMessage());
        Attendant waiting = attendant;
        if (waiting != warned || !told.equals(stored.status())) {
            warned = waiting;
            say(told);
            change(now -> now.saying(told));
        }
        return TROUBLE;
    }

    private Duration giveUp(AbortException why) {
        LongOperations.forget(id());
        Attendant waiting = attendant;
        if (waiting != null) {
            waiting.failed(why);
        }
        return null;
    }

    /** Changes and keeps it. A lock of its own, so that whoever asks for something need not wait for a look to end. */
    private void change(UnaryOperator<StoredOperation> how) {
        synchronized (files) {
            StoredOperation next = how.apply(stored);
            if (!next.equals(stored)) {
                files.write(next);
                stored = next;
            }
        }
    }

    private ControllerBench bench() {
        return new ControllerBench(stored, this::run, this::say, recorded);
    }

    private void say(String line) {
        Attendant waiting = attendant;
        try {
            if (waiting != null) {
                waiting.listener().getLogger().println(line);
                return;
            }
        } catch (IOException | InterruptedException e) {
            LOGGER.log(Level.FINE, "The build's log is gone", e);
        }
        LOGGER.log(Level.INFO, "{0}: {1}", new Object[] {stored.build(), line});
    }

    /** The build that asked for it; empty when it is deleted. */
    Optional<Run<?, ?>> run() {
        try {
            return Optional.ofNullable(Run.fromExternalizableId(stored.build()));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
