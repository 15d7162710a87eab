package io.jenkins.plugins.modeldelivery.benchmark.load;

import java.nio.ByteBuffer;

/** Looks at the bodies that come over one connection, one after another, as they arrive; it need not keep them. */
public interface Content {
    /** Accepts every body. */
    Content ANY = new Content() {
        @Override
        public void begin(long sent) {}

        @Override
        public void accept(ByteBuffer bytes, long now) {}

        @Override
        public boolean isGood() {
            return true;
        }
    };

    /**
     * A request was sent; what comes next is its response.
     *
     * @param sent when, in nanoseconds of the loop's clock
     */
    void begin(long sent);

    /** Takes the bytes from the buffer's position to its limit; the buffer is reused afterwards. */
    void accept(ByteBuffer bytes, long now);

    /** Whether the whole body is what was asked for. */
    boolean isGood();
}
