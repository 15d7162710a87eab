package io.jenkins.plugins.modeldelivery.benchmark.load;

import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.ConnectivityState;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Status;
import java.net.ConnectException;
import java.nio.ByteBuffer;
import java.util.function.Consumer;
import javax.net.ssl.SSLException;

/** One stream at a time of a gRPC connection. Answers come on gRPC's threads and are handed over to the loop's. */
final class GrpcLane extends Lane {
    private static final long RETRY_NANOS = 100_000_000;
    private static final long PATIENCE_NANOS = 10_000_000_000L;

    private final ManagedChannel channel;
    private final GrpcExchanges exchanges;
    private final Content content;
    private final Transport.Events events;
    private final Consumer<Runnable> toLoop;
    private ClientCall<byte[], byte[]> call;
    private boolean down = true;
    private long downSince;
    private long retryFrom;

    GrpcLane(ManagedChannel channel, GrpcExchanges exchanges, Transport.Events events, Consumer<Runnable> toLoop, long now) {
        this.channel = channel;
        this.exchanges = exchanges;
        this.content = exchanges.contents().get();
        this.events = events;
        this.toLoop = toLoop;
        this.downSince = now;
        this.retryFrom = now;
    }

    @Override
    protected void send(long number, long now) {
        GrpcExchanges.Request request = exchanges.request(number);
        content.begin(now);
        ClientCall<byte[], byte[]> begun = channel.newCall(ByteMarshaller.method(exchanges.method()), CallOptions.DEFAULT);
        call = begun;
        Metadata headers = new Metadata();
        headers.merge(request.headers());
        begun.start(new Answer(begun), headers);
        begun.request(2);
        begun.sendMessage(request.message());
        begun.halfClose();
    }

    @Override
    protected void abandon(long now) {
        if (call != null) {
            call.cancel("the load generator has given the request up", null);
        }
        goDown(now, now);
    }

    private void goDown(long now, long retry) {
        call = null;
        down = true;
        downSince = now;
        retryFrom = retry;
    }

    /** Tells the loop when the connection is there again, or cannot be made. */
    void maintain(long now) {
        if (!down || now - retryFrom < 0) {
            return;
        }
        ConnectivityState state = channel.getState(true);
        if (state == ConnectivityState.READY) {
            down = false;
            events.ready(this, now);
        } else if (state == ConnectivityState.TRANSIENT_FAILURE || now - downSince > PATIENCE_NANOS) {
            channel.resetConnectBackoff();
            goDown(now, now + RETRY_NANOS);
            events.failed(this, Failure.CONNECT, now);
        }
    }

    private void closed(ClientCall<byte[], byte[]> ended, Status status, byte[] message, long firstByte, long now) {
        if (ended != call) {
            return;
        }
        call = null;
        if (status.isOk() && message != null) {
            content.accept(ByteBuffer.wrap(message), now);
        }
        boolean gone = status.getCode() == Status.Code.UNAVAILABLE;
        if (gone) {
            goDown(now, now + RETRY_NANOS);
        }
        if (!status.isOk()) {
            events.failed(this, kind(status), now);
        } else if (!content.isGood()) {
            events.failed(this, Failure.CONTENT, now);
        } else {
            events.completed(this, firstByte, now, content);
        }
        if (!gone) {
            events.ready(this, now);
        }
    }

    private static Failure kind(Status status) {
        if (status.getCode() != Status.Code.UNAVAILABLE) {
            return Failure.STATUS;
        }
        for (Throwable cause = status.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof SSLException) {
                return Failure.TLS;
            }
            if (cause instanceof ConnectException) {
                return Failure.CONNECT;
            }
        }
        return Failure.BROKEN;
    }

    /** What came of one call, noted on gRPC's thread with the time at which it came. */
    private final class Answer extends ClientCall.Listener<byte[]> {
        private final ClientCall<byte[], byte[]> of;
        private byte[] message;
        private long firstByte;

        Answer(ClientCall<byte[], byte[]> of) {
            this.of = of;
        }

        @Override
        public void onHeaders(Metadata headers) {
            firstByte = System.nanoTime();
        }

        @Override
        public void onMessage(byte[] received) {
            message = received;
        }

        @Override
        public void onClose(Status status, Metadata trailers) {
            long now = System.nanoTime();
            toLoop.accept(() -> closed(of, status, message, firstByte, now));
        }
    }
}
