package io.jenkins.plugins.modeldelivery.benchmark.load;

import java.io.IOException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/**
 * Sends requests over a fixed number of connections from one thread and tells a listener what came of each. With a
 * schedule it is open: a request whose time has come while every connection is busy waits, and its latency counts from
 * the intended time. Without one it is closed: each connection sends its next request when it has its response.
 */
public final class LoadLoop {
    private static final long SPIN_NANOS = 1_000_000;
    private static final long PARK_NANOS = 20_000;
    private static final long HOUSEKEEPING_NANOS = 5_000_000;
    private static final int READ_BUFFER = 1 << 16;

    private final Supplier<ByteBuffer> requests;
    private final Schedule schedule;
    private final LoadListener listener;
    private final long timeoutNanos;
    private final List<Connection> connections = new ArrayList<>();
    private final ArrayDeque<Connection> idle = new ArrayDeque<>();
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(READ_BUFFER);
    private Selector selector;
    private long start;
    private long end;
    private long nextIntended = Schedule.END;
    private volatile boolean stopped;

    /**
     * Prepares a loop; nothing is connected before {@link #run}.
     *
     * @param requests the next request, ready to be written; called once a request
     * @param schedule null for a closed loop
     * @param contents what looks at the bodies; called once a connection
     * @param timeoutNanos how long a request may take from when it is sent
     */
    public LoadLoop(
            SocketAddress server,
            int connectionCount,
            Supplier<ByteBuffer> requests,
            Schedule schedule,
            Supplier<Content> contents,
            LoadListener listener,
            long timeoutNanos) {
        this.requests = requests;
        this.schedule = schedule;
        this.listener = listener;
        this.timeoutNanos = timeoutNanos;
        for (int i = 0; i < connectionCount; i++) {
            connections.add(new Connection(server, contents.get()));
        }
    }

    /** Makes {@link #run} return as soon as it looks; may be called from any thread. */
    public void stop() {
        stopped = true;
        Selector current = selector;
        if (current != null) {
            current.wakeup();
        }
    }

    /**
     * Generates load on the calling thread.
     *
     * @param durationNanos how long to send; responses still under way then are waited for until their timeout
     * @throws IOException if the selector itself fails; a failing connection is told to the listener instead
     */
    public void run(long durationNanos) throws IOException {
        try (Selector opened = Selector.open()) {
            selector = opened;
            start = System.nanoTime();
            end = start + durationNanos;
            connections.forEach(this::open);
            nextIntended = schedule == null ? Schedule.END : due(schedule.next());
            loop();
        } finally {
            connections.forEach(Connection::close);
        }
    }

    private void loop() throws IOException {
        long housekeeping = start + HOUSEKEEPING_NANOS;
        while (!stopped) {
            long now = System.nanoTime();
            if (schedule != null) {
                sendDue(now);
            }
            if (now >= housekeeping) {
                housekeeping = now + HOUSEKEEPING_NANOS;
                expire(now);
            }
            if (isOver(now)) {
                return;
            }
            await(now);
        }
    }

    private boolean isOver(long now) {
        boolean nothingLeft = schedule == null ? now >= end : nextIntended == Schedule.END;
        return nothingLeft && connections.stream().noneMatch(Connection::isBusy);
    }

    /** Waits for the network, but never past the next intended time: close to it it polls, since a selector sleeps in milliseconds. */
    private void await(long now) throws IOException {
        long wait = Math.min(nextIntended == Schedule.END ? HOUSEKEEPING_NANOS : nextIntended - now, HOUSEKEEPING_NANOS);
        if (wait > SPIN_NANOS) {
            selector.select(this::ready, Math.max(1, (wait - SPIN_NANOS / 2) / 1_000_000));
        } else if (selector.selectNow(this::ready) == 0 && !idle.isEmpty()) {
            LockSupport.parkNanos(PARK_NANOS);
        } else if (idle.isEmpty()) {
            selector.select(this::ready, 1);
        }
    }

    private void sendDue(long now) {
        while (nextIntended <= now && !idle.isEmpty()) {
            long intended = nextIntended;
            nextIntended = due(schedule.next());
            send(idle.pollFirst(), intended, now);
        }
    }

    private long due(long offset) {
        return offset == Schedule.END || start + offset >= end ? Schedule.END : start + offset;
    }

    private void ready(SelectionKey key) {
        Connection connection = (Connection) key.attachment();
        try {
            if (key.isConnectable()) {
                connection.finishConnecting();
                becomeIdle(connection, System.nanoTime());
                return;
            }
            if (key.isWritable()) {
                connection.write();
            }
            if (key.isReadable()) {
                receive(connection);
            }
        } catch (IOException e) {
            fail(connection, connection.isConnected() ? Failure.BROKEN : Failure.CONNECT);
        }
    }

    private void receive(Connection connection) throws IOException {
        int count = connection.read(buffer);
        if (count < 0) {
            endOfStream(connection);
            return;
        }
        if (!connection.isBusy()) {
            fail(connection, Failure.GARBAGE);
            return;
        }
        long now = System.nanoTime();
        ResponseParser.Progress progress = connection.parser().parse(buffer, now);
        connection.noteFirstByte(now);
        if (progress == ResponseParser.Progress.DONE && !buffer.hasRemaining()) {
            complete(connection, now);
        } else if (progress != ResponseParser.Progress.MORE) {
            fail(connection, Failure.GARBAGE);
        }
    }

    private void endOfStream(Connection connection) {
        if (connection.isBusy() && connection.parser().endsWithConnection()) {
            complete(connection, System.nanoTime());
        } else {
            fail(connection, Failure.BROKEN);
        }
    }

    private void complete(Connection connection, long now) {
        tell(connection, now);
        connection.release();
        if (connection.parser().keepAlive()) {
            becomeIdle(connection, now);
        } else {
            connection.close();
            open(connection);
        }
    }

    private void tell(Connection connection, long now) {
        int status = connection.parser().status();
        if (status > 299) {
            listener.failed(Failure.STATUS, connection.intended(), now);
        } else if (!connection.content().isGood()) {
            listener.failed(Failure.CONTENT, connection.intended(), now);
        } else {
            listener.completed(
                    connection.intended(), connection.sent(), connection.firstByte(), now, connection.content());
        }
    }

    private void becomeIdle(Connection connection, long now) {
        if (schedule != null) {
            idle.addFirst(connection);
            sendDue(now);
        } else if (now < end) {
            send(connection, now, now);
        }
    }

    private void send(Connection connection, long intended, long now) {
        try {
            connection.send(requests.get(), intended, now);
        } catch (IOException e) {
            fail(connection, Failure.BROKEN);
        }
    }

    private void open(Connection connection) {
        try {
            connection.open(selector);
            if (connection.isConnected()) {
                becomeIdle(connection, System.nanoTime());
            }
        } catch (IOException e) {
            fail(connection, Failure.CONNECT);
        }
    }

    /** Tells the listener when a request was lost, and closes; housekeeping opens the connection again. */
    private void fail(Connection connection, Failure failure) {
        long now = System.nanoTime();
        if (connection.isBusy() || failure == Failure.CONNECT) {
            listener.failed(failure, connection.isBusy() ? connection.intended() : now, now);
        }
        idle.remove(connection);
        connection.close();
    }

    private void expire(long now) {
        for (Connection connection : connections) {
            if (connection.isBusy() && now - connection.sent() > timeoutNanos) {
                fail(connection, Failure.TIMEOUT);
            } else if (!connection.isOpen() && now < end) {
                open(connection);
            }
        }
    }
}
