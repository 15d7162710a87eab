package io.jenkins.plugins.modeldelivery.benchmark.load;

/** A response that brings its tokens one after another. Times are nanoseconds of the loop's clock. */
public interface TokenStream extends Content {
    /** When the first piece with content was read; 0 if none was. */
    long firstToken();

    /** How many tokens the server says it generated; -1 when it does not say. */
    long outputTokens();

    /** How many times lie between two pieces with content. */
    int gapCount();

    /** The nanoseconds between piece {@code index} with content and the one after it. */
    long gap(int index);

    /** The longest of the gaps, 0 without any. */
    default long longestGap() {
        long longest = 0;
        for (int i = 0; i < gapCount(); i++) {
            longest = Math.max(longest, gap(i));
        }
        return longest;
    }

    /**
     * Time per output token after the first, (done - first token) / (tokens - 1), in nanoseconds; NaN for fewer than two
     * tokens or an unknown number.
     */
    default double perToken(long done) {
        return outputTokens() < 2 || firstToken() == 0
                ? Double.NaN
                : (double) (done - firstToken()) / (outputTokens() - 1);
    }
}
