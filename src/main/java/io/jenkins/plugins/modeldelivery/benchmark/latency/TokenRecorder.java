package io.jenkins.plugins.modeldelivery.benchmark.latency;

import io.jenkins.plugins.modeldelivery.benchmark.load.TokenStream;
import org.HdrHistogram.Histogram;

/** Records what streams of tokens show beside their latency: the first token, the gaps, the time per token, the tokens. */
public final class TokenRecorder {
    private final Histogram firstToken = LatencyRecorder.histogram();
    private final Histogram gaps = LatencyRecorder.histogram();
    private final Histogram perToken = LatencyRecorder.histogram();
    private final Windows windows = new Windows();
    private long tokens;
    private long uncounted;

    void add(long intended, long done, TokenStream stream) {
        LatencyRecorder.record(firstToken, stream.firstToken() - intended);
        for (int i = 0; i < stream.gapCount(); i++) {
            LatencyRecorder.record(gaps, stream.gap(i));
        }
        double each = stream.perToken(done);
        if (!Double.isNaN(each)) {
            LatencyRecorder.record(perToken, Math.round(each));
        }
        if (stream.outputTokens() < 0) {
            uncounted++;
        } else {
            tokens += stream.outputTokens();
            windows.add(done, stream.outputTokens(), 0);
        }
    }

    void add(TokenRecorder other) {
        firstToken.add(other.firstToken);
        gaps.add(other.gaps);
        perToken.add(other.perToken);
        windows.add(other.windows);
        tokens += other.tokens;
        uncounted += other.uncounted;
    }

    /** Whether any stream was recorded. */
    public boolean isUsed() {
        return firstToken.getTotalCount() > 0;
    }

    /** Nanoseconds from the intended time to the first token (TTFT). */
    public Histogram firstToken() {
        return firstToken;
    }

    /** Nanoseconds between two pieces of a stream (ITL). */
    public Histogram gaps() {
        return gaps;
    }

    /** Nanoseconds per output token after the first, a value a stream (TPOT). */
    public Histogram perToken() {
        return perToken;
    }

    /** Tokens, by the moment at which their stream was whole. */
    public Windows windows() {
        return windows;
    }

    /** Output tokens of all streams that said how many they had. */
    public long tokens() {
        return tokens;
    }

    /** Streams that did not say how many tokens they had. */
    public long uncounted() {
        return uncounted;
    }
}
