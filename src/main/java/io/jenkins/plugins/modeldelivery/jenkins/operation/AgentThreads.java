package io.jenkins.plugins.modeldelivery.jenkins.operation;

import hudson.init.Terminator;
import hudson.util.DaemonThreadFactory;
import hudson.util.NamingThreadFactory;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The threads that wait for agents, one a running step; more steps than threads wait their turn. When Jenkins shuts down
 * they are interrupted, which cancels the work on the agents, and the steps are left to be resumed.
 */
public final class AgentThreads {
    private static final int MOST = 64;
    private static final long IDLE_SECONDS = 30;

    private static ExecutorService threads;

    private AgentThreads() {}

    static synchronized Future<?> submit(Runnable work) {
        if (threads == null) {
            threads = start();
        }
        return threads.submit(work);
    }

    private static ExecutorService start() {
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                MOST,
                MOST,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                new NamingThreadFactory(new DaemonThreadFactory(), "Model Delivery"));
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    static synchronized boolean areShutDown() {
        return threads == null;
    }

    @Terminator
    public static synchronized void shutDown() {
        Use.releaseAll();
        if (threads != null) {
            threads.shutdownNow();
            threads = null;
        }
    }
}
