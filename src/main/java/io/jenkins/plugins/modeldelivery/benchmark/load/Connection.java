package io.jenkins.plugins.modeldelivery.benchmark.load;

import java.io.IOException;
import java.net.SocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;

/**
 * One connection of a load loop and the request under way on it. It knows how to connect, send and receive; when and
 * what to send, and what a failure means, is the loop's business.
 */
final class Connection {
    private final SocketAddress server;
    private final Content content;
    private final ResponseParser parser;
    private SocketChannel channel;
    private SelectionKey key;
    private ByteBuffer request;
    private boolean connected;
    private long intended;
    private long sent;
    private long firstByte;

    Connection(SocketAddress server, Content content) {
        this.server = server;
        this.content = content;
        this.parser = new ResponseParser(content, false);
    }

    /** Begins to connect; the selector tells when it is done. */
    void open(Selector selector) throws IOException {
        channel = SocketChannel.open();
        channel.configureBlocking(false);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        connected = channel.connect(server);
        key = channel.register(selector, connected ? SelectionKey.OP_READ : SelectionKey.OP_CONNECT, this);
    }

    void finishConnecting() throws IOException {
        connected = channel.finishConnect();
        key.interestOps(request == null ? SelectionKey.OP_READ : SelectionKey.OP_READ | SelectionKey.OP_WRITE);
    }

    boolean isOpen() {
        return channel != null;
    }

    boolean isConnected() {
        return connected;
    }

    boolean isBusy() {
        return request != null;
    }

    ResponseParser parser() {
        return parser;
    }

    Content content() {
        return content;
    }

    long intended() {
        return intended;
    }

    long sent() {
        return sent;
    }

    long firstByte() {
        return firstByte;
    }

    /** Takes a request and sends what the socket takes of it now; the rest follows when the socket is ready. */
    void send(ByteBuffer bytes, long intendedTime, long now) throws IOException {
        request = bytes;
        intended = intendedTime;
        sent = now;
        firstByte = 0;
        parser.reset();
        content.begin(now);
        if (connected) {
            write();
        }
    }

    void write() throws IOException {
        channel.write(request);
        int wanted = request.hasRemaining() ? SelectionKey.OP_READ | SelectionKey.OP_WRITE : SelectionKey.OP_READ;
        if (key.interestOps() != wanted) {
            key.interestOps(wanted);
        }
    }

    /** Reads once into the buffer and flips it; -1 when the server has closed. */
    int read(ByteBuffer buffer) throws IOException {
        buffer.clear();
        int count = channel.read(buffer);
        buffer.flip();
        return count;
    }

    void noteFirstByte(long now) {
        if (firstByte == 0 && parser.started()) {
            firstByte = now;
        }
    }

    /** The request is over, one way or the other. */
    void release() {
        request = null;
    }

    void close() {
        connected = false;
        request = null;
        if (channel == null) {
            return;
        }
        try {
            channel.close();
        } catch (IOException e) {
            // The socket is gone either way; there is nobody to tell.
        }
        channel = null;
    }
}
