package io.jenkins.plugins.modeldelivery.benchmark.load;

import io.grpc.ChannelCredentials;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.okhttp.OkHttpChannelBuilder;
import io.grpc.okhttp.SslSocketFactoryChannelCredentials;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;

/** Carries requests over gRPC, a lane a stream; up to 32 lanes share a connection. */
public final class GrpcTransport implements Transport {
    private static final int LANES_A_CONNECTION = 32;
    private static final int LONGEST = 64 << 20;

    private final HttpServerAddress server;
    private final GrpcExchanges exchanges;
    private final int laneCount;
    private final List<ManagedChannel> channels = new ArrayList<>();
    private final List<GrpcLane> lanes = new ArrayList<>();
    private final Queue<Runnable> answers = new ConcurrentLinkedQueue<>();
    private volatile Thread loop;

    /** Prepares the lanes; nothing is opened before {@link #open}. */
    public GrpcTransport(HttpServerAddress server, GrpcExchanges exchanges, int laneCount) {
        this.server = server;
        this.exchanges = exchanges;
        this.laneCount = laneCount;
    }

    @Override
    public long now() {
        return System.nanoTime();
    }

    @Override
    public int laneCount() {
        return laneCount;
    }

    @Override
    public void open(Events events) {
        loop = Thread.currentThread();
        for (int i = 0; i < laneCount; i++) {
            if (i % LANES_A_CONNECTION == 0) {
                channels.add(channel());
            }
            lanes.add(new GrpcLane(channels.get(channels.size() - 1), exchanges, events, this::tell, now()));
        }
        maintain(now());
    }

    private ManagedChannel channel() {
        ChannelCredentials credentials = server.tls() == null
                ? InsecureChannelCredentials.create()
                : SslSocketFactoryChannelCredentials.create(server.tls().getSocketFactory());
        return OkHttpChannelBuilder.forAddress(server.socket().getHostString(), server.socket().getPort(), credentials)
                .directExecutor()
                .disableRetry()
                .maxInboundMessageSize(LONGEST)
                .proxyDetector(address -> null)
                .build();
    }

    private void tell(Runnable answer) {
        answers.add(answer);
        LockSupport.unpark(loop);
    }

    @Override
    public List<? extends Lane> lanes() {
        return lanes;
    }

    @Override
    public void await(long nanos) {
        if (answers.isEmpty() && nanos > 0) {
            LockSupport.parkNanos(nanos);
        }
        for (Runnable answer = answers.poll(); answer != null; answer = answers.poll()) {
            answer.run();
        }
    }

    @Override
    public void maintain(long now) {
        lanes.forEach(lane -> lane.maintain(now));
    }

    @Override
    public void wakeUp() {
        LockSupport.unpark(loop);
    }

    @Override
    public void close() {
        channels.forEach(ManagedChannel::shutdownNow);
    }
}
