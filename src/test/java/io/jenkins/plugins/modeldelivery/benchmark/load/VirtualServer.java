package io.jenkins.plugins.modeldelivery.benchmark.load;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * A server in virtual time that works on one request after another, each for the same time, and stalls now and then. Its
 * clock moves only while the loop waits.
 */
final class VirtualServer implements Transport {
    private final long serviceNanos;
    private final long stallEvery;
    private final long stallNanos;
    private final List<VirtualLane> lanes = new ArrayList<>();
    private final PriorityQueue<VirtualLane> underWay = new PriorityQueue<>(Comparator.comparingLong(lane -> lane.done));
    private Events events;
    private long now;
    private long free;

    /** Makes a server; the stall of {@code stallNanos} begins every {@code stallEvery} nanoseconds, not at zero. */
    VirtualServer(int laneCount, long serviceNanos, long stallEvery, long stallNanos) {
        this.serviceNanos = serviceNanos;
        this.stallEvery = stallEvery;
        this.stallNanos = stallNanos;
        for (int i = 0; i < laneCount; i++) {
            lanes.add(new VirtualLane());
        }
    }

    /** When a request is done that the server begins at the earliest at this time: work stands still during a stall. */
    long done(long begin) {
        long stall = begin / stallEvery * stallEvery;
        long from = stall > 0 && begin < stall + stallNanos ? stall + stallNanos : begin;
        long next = from / stallEvery * stallEvery + stallEvery;
        return from + serviceNanos > next ? from + serviceNanos + stallNanos : from + serviceNanos;
    }

    private final class VirtualLane extends Lane {
        private long done;

        @Override
        protected void send(long number, long time) {
            done = done(Math.max(time, free));
            free = done;
            underWay.add(this);
        }

        @Override
        protected void abandon(long time) {
            underWay.remove(this);
        }
    }

    @Override
    public long now() {
        return now;
    }

    @Override
    public void open(Events told) {
        events = told;
        lanes.forEach(lane -> events.ready(lane, now));
    }

    @Override
    public int laneCount() {
        return lanes.size();
    }

    @Override
    public List<? extends Lane> lanes() {
        return lanes;
    }

    @Override
    public void await(long nanos) {
        VirtualLane next = underWay.peek();
        if (next == null || next.done > now + nanos) {
            now += nanos;
            return;
        }
        underWay.poll();
        now = Math.max(now, next.done);
        events.completed(next, now, now, Content.ANY);
        events.ready(next, now);
    }

    @Override
    public void maintain(long time) {}

    @Override
    public void wakeUp() {}

    @Override
    public void close() {}
}
