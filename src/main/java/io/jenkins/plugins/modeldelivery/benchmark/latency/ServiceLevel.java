package io.jenkins.plugins.modeldelivery.benchmark.latency;

import io.jenkins.plugins.modeldelivery.benchmark.load.TokenStream;
import io.jenkins.plugins.modeldelivery.gate.Relation;

/**
 * What one request must keep to count as goodput.
 *
 * @param limit seconds
 */
public record ServiceLevel(Measure measure, Relation relation, double limit) {
    /** What is measured of one request, in seconds. */
    public enum Measure {
        /** From the intended time to the whole response. */
        LATENCY,
        /** From the send to the whole response. */
        SERVICE,
        /** From the intended time to the first token. */
        TTFT,
        /** Time per output token after the first. */
        TPOT,
        /** The longest time between two pieces of the stream. */
        ITL;

        /** Whether only a stream of tokens has it. */
        public boolean needsStream() {
            return this == TTFT || this == TPOT || this == ITL;
        }
    }

    /** Whether a request keeps it; times in nanoseconds. A stream that does not say how many tokens it had keeps no TPOT. */
    boolean isKept(long intended, long sent, long done, TokenStream stream) {
        double nanos =
                switch (measure) {
                    case LATENCY -> done - intended;
                    case SERVICE -> done - sent;
                    case TTFT -> stream.firstToken() - intended;
                    case ITL -> stream.longestGap();
                    case TPOT -> stream.outputTokens() == 1 ? 0 : stream.perToken(done);
                };
        return relation.holds(nanos / 1e9, limit);
    }
}
