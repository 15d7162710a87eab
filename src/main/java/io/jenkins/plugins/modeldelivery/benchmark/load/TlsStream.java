package io.jenkins.plugins.modeldelivery.benchmark.load;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;

/** A connection's bytes through TLS. Handshakes run on the loop's thread: they happen before the load is measured. */
final class TlsStream implements ByteStream {
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final SocketChannel channel;
    private final SSLEngine engine;
    private final ByteBuffer received;
    private final ByteBuffer toSend;
    private boolean begun;
    private boolean unread;

    TlsStream(SocketChannel channel, SSLEngine engine) {
        this.channel = channel;
        this.engine = engine;
        int packet = engine.getSession().getPacketBufferSize();
        this.received = ByteBuffer.allocate(packet).limit(0);
        this.toSend = ByteBuffer.allocate(packet).limit(0);
    }

    @Override
    public boolean open() throws IOException {
        if (!begun) {
            begun = true;
            engine.beginHandshake();
        }
        while (true) {
            switch (engine.getHandshakeStatus()) {
                case NEED_TASK -> runTasks();
                case NEED_WRAP -> {
                    if (!wrap(NOTHING)) {
                        return false;
                    }
                }
                case NEED_UNWRAP, NEED_UNWRAP_AGAIN -> {
                    if (!unwrapHandshake()) {
                        return false;
                    }
                }
                default -> {
                    unread = received.hasRemaining();
                    return flush();
                }
            }
        }
    }

    private boolean unwrapHandshake() throws IOException {
        SSLEngineResult result = engine.unwrap(received, NOTHING.duplicate());
        if (result.getStatus() == SSLEngineResult.Status.CLOSED) {
            throw new SSLException("the server ended the handshake");
        }
        if (result.getStatus() != SSLEngineResult.Status.BUFFER_UNDERFLOW) {
            return true;
        }
        int count = fill();
        if (count < 0) {
            throw new SSLException("the server closed the connection during the handshake");
        }
        return count > 0;
    }

    @Override
    public int read(ByteBuffer buffer) throws IOException {
        int total = 0;
        while (true) {
            SSLEngineResult result = engine.unwrap(received, buffer);
            total += result.bytesProduced();
            settle();
            switch (result.getStatus()) {
                case BUFFER_OVERFLOW -> {
                    unread = true;
                    return total;
                }
                case CLOSED -> {
                    unread = false;
                    return total > 0 ? total : -1;
                }
                case BUFFER_UNDERFLOW -> {
                    unread = false;
                    int count = fill();
                    if (count <= 0) {
                        return total > 0 ? total : count;
                    }
                }
                default -> unread = received.hasRemaining();
            }
        }
    }

    /** Does what a message after the handshake, such as an update of keys, may ask for. */
    private void settle() throws IOException {
        for (HandshakeStatus status = engine.getHandshakeStatus(); ; status = engine.getHandshakeStatus()) {
            if (status == HandshakeStatus.NEED_TASK) {
                runTasks();
            } else if (status != HandshakeStatus.NEED_WRAP || !wrap(NOTHING)) {
                return;
            }
        }
    }

    @Override
    public boolean hasUnread() {
        return unread;
    }

    @Override
    public boolean write(ByteBuffer buffer) throws IOException {
        if (!flush()) {
            return false;
        }
        while (buffer.hasRemaining()) {
            if (!wrap(buffer)) {
                return false;
            }
        }
        return true;
    }

    @Override
    public boolean hasUnwritten() {
        return toSend.hasRemaining();
    }

    /** Encrypts one record of the buffer and sends it; false while the socket takes no more. */
    private boolean wrap(ByteBuffer buffer) throws IOException {
        if (!flush()) {
            return false;
        }
        toSend.clear();
        SSLEngineResult result = engine.wrap(buffer, toSend);
        toSend.flip();
        if (result.getStatus() == SSLEngineResult.Status.CLOSED && !toSend.hasRemaining()) {
            throw new IOException("the TLS connection is closed");
        }
        return flush();
    }

    private boolean flush() throws IOException {
        if (toSend.hasRemaining()) {
            channel.write(toSend);
        }
        return !toSend.hasRemaining();
    }

    private int fill() throws IOException {
        received.compact();
        int count = channel.read(received);
        received.flip();
        return count;
    }

    private void runTasks() {
        for (Runnable task = engine.getDelegatedTask(); task != null; task = engine.getDelegatedTask()) {
            task.run();
        }
    }
}
