package io.jenkins.plugins.modeldelivery.benchmark.load;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/** The bytes of one connection that does not block: as they are, or through TLS. */
interface ByteStream {
    /** Goes on with what must happen before the first byte can pass; true when nothing is left of that. */
    boolean open() throws IOException;

    /** Reads what there is, 0 if that is nothing and -1 at the end. */
    int read(ByteBuffer buffer) throws IOException;

    /** Whether bytes wait here that no readiness of the socket will announce. */
    boolean hasUnread();

    /** Writes what the socket takes; true when nothing waits to be written. */
    boolean write(ByteBuffer buffer) throws IOException;

    /** Whether something waits to be written that is not in the caller's buffer. */
    boolean hasUnwritten();

    /** The bytes as they are. */
    static ByteStream plain(SocketChannel channel) {
        return new ByteStream() {
            @Override
            public boolean open() {
                return true;
            }

            @Override
            public int read(ByteBuffer buffer) throws IOException {
                return channel.read(buffer);
            }

            @Override
            public boolean hasUnread() {
                return false;
            }

            @Override
            public boolean write(ByteBuffer buffer) throws IOException {
                channel.write(buffer);
                return !buffer.hasRemaining();
            }

            @Override
            public boolean hasUnwritten() {
                return false;
            }
        };
    }
}
