package io.jenkins.plugins.modeldelivery.cli.jenkinsfile;

/**
 * One thread of a build: the pipeline's own or a parallel branch's. It knows the scope that its steps run in, and why it
 * was interrupted, which a bare thread interrupt cannot say.
 */
final class Strand {
    private final Thread thread;
    private Scope scope;
    private Interruption pending;

    /** The strand of the calling thread. */
    Strand(Scope scope) {
        this.thread = Thread.currentThread();
        this.scope = scope;
    }

    Scope scope() {
        return scope;
    }

    /** Replaces the scope and returns the one before; only the strand's own thread calls this. */
    Scope enter(Scope next) {
        Scope previous = scope;
        scope = next;
        return previous;
    }

    /** Stops what the strand is doing; its current step then throws the cause. */
    synchronized void interrupt(Interruption cause) {
        pending = cause;
        thread.interrupt();
    }

    /** Takes an interruption back that has not been noticed yet. */
    synchronized void withdraw(Interruption cause) {
        if (pending == cause) {
            pending = null;
            Thread.interrupted();
        }
    }

    /** Why this thread was interrupted; the thread is not interrupted any more afterwards. */
    synchronized Interruption takeInterruption() {
        Thread.interrupted();
        Interruption cause = pending == null ? new Interruption(Result.ABORTED, "Cancelled") : pending;
        pending = null;
        return cause;
    }
}
