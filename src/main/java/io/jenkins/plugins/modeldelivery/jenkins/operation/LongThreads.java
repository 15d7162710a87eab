package io.jenkins.plugins.modeldelivery.jenkins.operation;

import hudson.init.Terminator;
import hudson.security.ACL;
import hudson.util.DaemonThreadFactory;
import hudson.util.NamingThreadFactory;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import jenkins.security.ImpersonatingExecutorService;
import jenkins.util.Timer;

/**
 * The few threads on which long operations look and act, however many of them wait. Jenkins' own timer, which all of
 * Jenkins shares, only says when. At shutdown they are interrupted; what was saved goes on in the next life.
 */
public final class LongThreads {
    private static final int THREADS = 8;

    private static ExecutorService threads;

    private LongThreads() {}

    /** Runs something on one of them, after a pause. */
    public static void after(Duration pause, Runnable look) {
        if (pause.isZero()) {
            submit(look);
        } else {
            Timer.get().schedule(() -> submit(look), pause.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private static synchronized void submit(Runnable look) {
        if (threads == null) {
            ExecutorService pool = Executors.newFixedThreadPool(
                    THREADS, new NamingThreadFactory(new DaemonThreadFactory(), "Model Delivery look"));
            threads = new ImpersonatingExecutorService(pool, ACL.SYSTEM2);
        }
        threads.execute(look);
    }

    @Terminator
    public static synchronized void shutDown() {
        LongOperations.forgetAll();
        if (threads != null) {
            threads.shutdownNow();
            threads = null;
        }
    }
}
