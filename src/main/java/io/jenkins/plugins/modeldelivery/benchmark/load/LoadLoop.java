package io.jenkins.plugins.modeldelivery.benchmark.load;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.concurrent.CountDownLatch;

/**
 * Sends requests over the lanes of a transport from one thread and tells a listener what came of each. With a schedule it
 * is open: a request whose time has come while every lane is busy waits, and its latency counts from the intended time.
 * Without one it is closed: each lane sends its next request when it has its response.
 */
public final class LoadLoop implements Transport.Events {
    /** A request counts as late when it was sent this long after its intended time. */
    public static final long LATE_NANOS = 1_000_000;

    /** A late request counts against this client only from here on: less makes no server look worse than it is by much. */
    private static final long SLOW_NANOS = 10_000_000;

    private static final long HOUSEKEEPING_NANOS = 5_000_000;

    /** How often a loop looks whether the others are ready: short, so that all begin at the same time. */
    private static final long TOGETHER_NANOS = 10_000;

    private final Transport transport;
    private final Schedule schedule;
    private final LoadListener listener;
    private final long timeoutNanos;
    private final Share share;
    private final CountDownLatch together;
    private final ArrayDeque<Lane> idle = new ArrayDeque<>();
    private boolean started;
    private long start;
    private long end;
    private long nextIntended = Schedule.END;
    private long number;
    private int underWay;
    private int opening;
    private long blocked;
    private long slow;
    private boolean nextBlocked;
    private volatile boolean finishing;
    private volatile boolean stopped;

    /**
     * Prepares a loop; nothing is opened before {@link #run}.
     *
     * @param schedule null for a closed loop
     * @param timeoutNanos how long a request may take from when it is sent, and how long one may wait to be sent
     */
    public LoadLoop(Transport transport, Schedule schedule, LoadListener listener, long timeoutNanos) {
        this(transport, schedule, listener, timeoutNanos, Share.WHOLE, new CountDownLatch(1));
    }

    /**
     * Prepares a loop that generates its share of a load.
     *
     * @param together counts the loops that generate it: each waits until all of them have opened their lanes
     */
    public LoadLoop(
            Transport transport,
            Schedule schedule,
            LoadListener listener,
            long timeoutNanos,
            Share share,
            CountDownLatch together) {
        this.transport = transport;
        this.schedule = schedule == null ? null : share.schedule(schedule);
        this.listener = listener;
        this.timeoutNanos = timeoutNanos;
        this.share = share;
        this.together = together;
        this.number = share.index();
    }

    /** Makes {@link #run} return as soon as it looks, whatever is under way; may be called from any thread. */
    public void stop() {
        stopped = true;
        transport.wakeUp();
    }

    /** Sends nothing more, but waits for what is under way; may be called from any thread. */
    public void finish() {
        finishing = true;
    }

    /** Requests that waited past their time because every lane was busy or down. */
    public long blockedCount() {
        return blocked;
    }

    /** Requests that were sent over 10 ms late although a lane was free: this client was too slow. */
    public long slowCount() {
        return slow;
    }

    /** When the first request could be sent, in nanoseconds of the transport's clock. */
    public long startTime() {
        return start;
    }

    /**
     * Generates load on the calling thread: opens the lanes, then sends from when all are open or have failed to.
     *
     * @param durationNanos how long to send; responses still under way then are waited for until their timeout
     * @throws IOException if the transport itself fails; a failing lane is told to the listener instead
     */
    public void run(long durationNanos) throws IOException {
        try (transport) {
            opening = transport.laneCount();
            transport.open(this);
            awaitLanes();
            awaitOthers();
            started = true;
            start = transport.now();
            end = start + durationNanos;
            if (schedule == null) {
                sendToEveryIdleLane();
            } else {
                advance(start);
            }
            loop();
        } finally {
            together.countDown();
        }
    }

    /** The last lane may still be opening when the others give it up, so this is no longer than that. */
    private void awaitOthers() throws IOException {
        together.countDown();
        long deadline = transport.now() + timeoutNanos;
        while (together.getCount() > 0 && !stopped && transport.now() < deadline) {
            transport.await(Math.min(TOGETHER_NANOS, timeoutNanos));
        }
    }

    private void awaitLanes() throws IOException {
        long deadline = transport.now() + timeoutNanos;
        while (opening > 0 && !stopped && transport.now() < deadline) {
            transport.await(HOUSEKEEPING_NANOS);
            transport.maintain(transport.now());
        }
    }

    private void sendToEveryIdleLane() {
        long now = transport.now();
        for (int count = idle.size(); count > 0; count--) {
            send(idle.pollFirst(), now, now);
        }
    }

    private void loop() throws IOException {
        long housekeeping = start;
        while (!stopped) {
            long now = transport.now();
            if (finishing && now < end) {
                end = now;
                nextIntended = Schedule.END;
            }
            sendDue(now);
            if (now >= housekeeping) {
                housekeeping = now + HOUSEKEEPING_NANOS;
                expire(now);
                if (now < end || nextIntended != Schedule.END) {
                    transport.maintain(now);
                }
            }
            if (isOver(now)) {
                return;
            }
            transport.await(Math.min(HOUSEKEEPING_NANOS, untilNext(now)));
        }
    }

    /** Without an idle lane only an event of the transport can make the next request go out. */
    private long untilNext(long now) {
        return nextIntended == Schedule.END || idle.isEmpty() ? HOUSEKEEPING_NANOS : Math.max(0, nextIntended - now);
    }

    private boolean isOver(long now) {
        boolean nothingLeft = schedule == null ? now >= end : nextIntended == Schedule.END;
        return nothingLeft && underWay == 0;
    }

    private void sendDue(long now) {
        while (nextIntended <= now) {
            if (idle.isEmpty()) {
                nextBlocked = true;
                return;
            }
            long intended = nextIntended;
            blocked += nextBlocked ? 1 : 0;
            slow += !nextBlocked && now - intended > SLOW_NANOS ? 1 : 0;
            Lane lane = idle.pollFirst();
            advance(now);
            send(lane, intended, now);
        }
    }

    private void advance(long now) {
        long offset = schedule.next(now - start);
        boolean over = offset == Schedule.END || finishing || start + offset >= end;
        // A request that was already due when its predecessor left waited for the same busy lanes as that one.
        nextIntended = over ? Schedule.END : start + offset;
        nextBlocked &= !over && nextIntended <= now;
    }

    private void send(Lane lane, long intended, long now) {
        underWay++;
        try {
            lane.start(next(), intended, now);
        } catch (IOException e) {
            failed(lane, Failure.BROKEN, now);
            lane.abandon(now);
        }
    }

    /** Numbers the requests of all loops together. */
    private long next() {
        long current = number;
        number += share.of();
        return current;
    }

    /** Ends what takes too long: requests under way, and those that never found a lane. */
    private void expire(long now) {
        for (Lane lane : transport.lanes()) {
            if (lane.isBusy() && now - lane.sent() > timeoutNanos) {
                failed(lane, Failure.TIMEOUT, now);
                lane.abandon(now);
            }
        }
        while (nextIntended != Schedule.END && now - nextIntended > timeoutNanos) {
            dropNext(Failure.TIMEOUT, now);
        }
    }

    /** The next request, whose time has come, is lost before it could be sent. */
    private void dropNext(Failure failure, long now) {
        long intended = nextIntended;
        next();
        blocked++;
        advance(now);
        listener.failed(failure, intended, now);
    }

    @Override
    public void ready(Lane lane, long now) {
        if (!started) {
            opening--;
        }
        if (!started || schedule != null) {
            idle.addFirst(lane);
            sendDue(now);
        } else if (now < end) {
            send(lane, now, now);
        }
    }

    @Override
    public void completed(Lane lane, long firstByte, long now, Content content) {
        lane.finish();
        underWay--;
        listener.completed(lane.intended(), lane.sent(), firstByte, now, content);
    }

    @Override
    public void failed(Lane lane, Failure failure, long now) {
        if (lane.isBusy()) {
            lane.finish();
            underWay--;
            listener.failed(failure, lane.intended(), now);
            return;
        }
        idle.remove(lane);
        if (!started) {
            opening--;
        } else if (schedule == null) {
            countUnsent(failure, now);
        } else if (failure.isConnecting() && nextIntended <= now) {
            dropNext(failure, now);
        }
    }

    /** A client of a closed loop wanted to send and had no connection; an idle connection that broke cost no request. */
    private void countUnsent(Failure failure, long now) {
        if (failure.isConnecting() && now < end) {
            listener.failed(failure, now, now);
        }
    }
}
