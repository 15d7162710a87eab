package io.jenkins.plugins.modeldelivery.cli.jenkinsfile;

import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Interrupts a strand when its time is over, and again after each grace period if it goes on. */
final class Deadline {
    /** As long as Jenkins waits before it stops a body by force. */
    private static final Duration GRACE = Duration.ofMinutes(1);

    private final Strand strand;
    private final Interruption cause;
    private final Future<?> timer;
    private boolean over;

    Deadline(Strand strand, Duration limit, ScheduledExecutorService timers) {
        this.strand = strand;
        this.cause = new Interruption(Result.ABORTED, Messages.Run_timeout(limit.toString().substring(2).toLowerCase(Locale.ROOT)));
        this.timer = timers.scheduleAtFixedRate(
                this::expire, limit.toMillis(), GRACE.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** The work is done: nothing is interrupted any more. The strand itself calls this. */
    synchronized void end() {
        over = true;
        timer.cancel(false);
        strand.withdraw(cause);
    }

    private synchronized void expire() {
        if (!over) {
            strand.interrupt(cause);
        }
    }
}
