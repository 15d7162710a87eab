package io.jenkins.plugins.modeldelivery.benchmark.load;

/** Learns what became of each request; called on the loop's thread. All times are nanoseconds of the loop's clock. */
public interface LoadListener {
    /**
     * A response was read whole and its content is good.
     *
     * @param intended when the schedule wanted it sent; equals {@code sent} without a schedule
     * @param firstByte when its first byte was read
     * @param content what looked at the body; valid during the call only
     */
    void completed(long intended, long sent, long firstByte, long done, Content content);

    /** A request failed, whether or not it was sent. */
    void failed(Failure failure, long intended, long now);
}
