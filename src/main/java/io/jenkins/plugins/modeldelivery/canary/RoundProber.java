package io.jenkins.plugins.modeldelivery.canary;

import java.time.Duration;
import java.util.List;

/** Sends the warm-up requests one after the other and takes the time. */
final class RoundProber implements Prober {
    /** A round is one tick of a machine that others wait for. */
    private static final Duration LONGEST_ROUND = Duration.ofSeconds(20);
    private static final double NANOS = 1e9;

    private final Sender sender;
    private final List<WarmUpRequest> requests;

    RoundProber(Sender sender, List<String> lines) {
        this.sender = sender;
        this.requests = lines.stream().map(WarmUpRequest::parse).toList();
    }

    /** Brings one request to the new version. */
    @FunctionalInterface
    interface Sender {
        /** Whether it was answered well. */
        boolean isAnswered(WarmUpRequest request) throws InterruptedException;
    }

    @Override
    public WarmUp.Round round() throws InterruptedException {
        int answered = 0;
        int failed = 0;
        long nanos = 0;
        long begun = System.nanoTime();
        for (WarmUpRequest request : requests) {
            long start = System.nanoTime();
            if (sender.isAnswered(request)) {
                answered++;
                nanos += System.nanoTime() - start;
            } else {
                failed++;
            }
            if (System.nanoTime() - begun > LONGEST_ROUND.toNanos()) {
                break;
            }
        }
        return new WarmUp.Round(answered, failed, answered == 0 ? Double.NaN : nanos / NANOS / answered);
    }
}
