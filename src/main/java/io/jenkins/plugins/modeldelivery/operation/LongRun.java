package io.jenkins.plugins.modeldelivery.operation;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Drives a {@link LongCapability} on the calling thread. Its state lives in memory: it ends with the process. */
final class LongRun {
    /** Whoever has aborted waits for the end. */
    private static final Duration HURRY = Duration.ofMillis(500);

    private final LongCapability capability;
    private final Map<String, ?> arguments;
    private final Workbench bench;

    LongRun(LongCapability capability, Map<String, ?> arguments, Workbench bench) {
        this.capability = capability;
        this.arguments = arguments;
        this.bench = bench;
    }

    /**
     * The report of the end. An interruption makes the operation do what it does when aborted before it goes on; a second
     * one leaves all as it is.
     */
    Report toEnd() throws InterruptedException {
        String state = capability.begin(arguments, bench);
        InterruptedException aborted = null;
        boolean ended = false;
        while (!ended) {
            try {
                bench.checkCancelled();
                Tick tick = capability.tick(arguments, state, signals(aborted), bench, kept -> {});
                state = tick.state();
                ended = tick.ended();
                if (!ended) {
                    pause(aborted == null ? tick.pause() : shorter(tick.pause(), HURRY));
                }
            } catch (InterruptedException e) {
                if (aborted != null) {
                    throw e;
                }
                aborted = e;
            }
        }
        if (aborted != null) {
            throw aborted;
        }
        return capability.report(arguments, state, bench);
    }

    private List<Signal> signals(InterruptedException aborted) {
        return aborted == null ? List.of() : List.of(new Signal(Signal.Kind.ABORT, "", "", bench.clock().instant()));
    }

    private static void pause(Duration wait) throws InterruptedException {
        Thread.sleep(wait.toMillis());
    }

    private static Duration shorter(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }
}
