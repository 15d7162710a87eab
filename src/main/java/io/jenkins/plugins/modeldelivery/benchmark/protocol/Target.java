package io.jenkins.plugins.modeldelivery.benchmark.protocol;

import io.jenkins.plugins.modeldelivery.benchmark.load.Content;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.Supplier;

/**
 * A server and the requests it gets, written out before the load begins so that nothing is built while it runs.
 *
 * @param serialized whole HTTP requests, head and body, sent in turn
 * @param contents makes what checks the responses of one connection
 */
public record Target(SocketAddress address, List<ByteBuffer> serialized, Supplier<Content> contents) {
    public Target {
        serialized = List.copyOf(serialized);
    }

    /** The requests in turn, without end. */
    public Supplier<ByteBuffer> requests() {
        return new Supplier<>() {
            private int next;

            @Override
            public ByteBuffer get() {
                ByteBuffer request = serialized.get(next);
                next = next + 1 == serialized.size() ? 0 : next + 1;
                return request.duplicate();
            }
        };
    }
}
