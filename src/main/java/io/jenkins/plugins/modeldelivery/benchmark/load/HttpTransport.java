package io.jenkins.plugins.modeldelivery.benchmark.load;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** Carries requests over HTTP/1.1, a lane a connection, with one selector. */
public final class HttpTransport implements Transport {
    private static final long SPIN_NANOS = 1_000_000;
    private static final long PARK_NANOS = 20_000;
    private static final int READ_BUFFER = 1 << 16;

    private final HttpServerAddress server;
    private final HttpExchanges exchanges;
    private final int connectionCount;
    private final List<Connection> connections = new ArrayList<>();
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(READ_BUFFER);
    private volatile Selector selector;

    /** Prepares the connections; none is opened before {@link #open}. */
    public HttpTransport(HttpServerAddress server, HttpExchanges exchanges, int connectionCount) {
        this.server = server;
        this.exchanges = exchanges;
        this.connectionCount = connectionCount;
    }

    @Override
    public long now() {
        return System.nanoTime();
    }

    @Override
    public int laneCount() {
        return connectionCount;
    }

    @Override
    public void open(Events events) throws IOException {
        selector = Selector.open();
        for (int i = 0; i < connectionCount; i++) {
            connections.add(new Connection(server, exchanges, events, selector, now()));
        }
        maintain(now());
    }

    @Override
    public List<? extends Lane> lanes() {
        return connections;
    }

    /** Sleeps in the selector, but polls shortly before the time is over, since a selector sleeps in milliseconds. */
    @Override
    public void await(long nanos) throws IOException {
        if (nanos > SPIN_NANOS) {
            selector.select(this::progress, Math.max(1, (nanos - SPIN_NANOS / 2) / 1_000_000));
        } else if (selector.selectNow(this::progress) == 0 && nanos > 0) {
            LockSupport.parkNanos(Math.min(nanos, PARK_NANOS));
        }
    }

    private void progress(SelectionKey key) {
        if (key.isValid()) {
            ((Connection) key.attachment()).progress(buffer, System.nanoTime());
        }
    }

    @Override
    public void maintain(long now) {
        for (Connection connection : connections) {
            connection.ensureOpening(now);
        }
    }

    @Override
    public void wakeUp() {
        Selector current = selector;
        if (current != null) {
            current.wakeup();
        }
    }

    @Override
    public void close() {
        connections.forEach(connection -> connection.close(now()));
        Selector current = selector;
        if (current == null) {
            return;
        }
        try {
            current.close();
        } catch (IOException e) {
            // Its connections are closed already; there is nothing left to lose.
        }
    }
}
