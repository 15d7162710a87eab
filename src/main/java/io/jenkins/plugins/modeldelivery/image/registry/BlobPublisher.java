package io.jenkins.plugins.modeldelivery.image.registry;

import io.jenkins.plugins.modeldelivery.image.blob.Blob;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.nio.ByteBuffer;
import java.util.concurrent.Flow;
import java.util.function.LongConsumer;

/** Sends a range of a blob as a request's body, reading only as fast as the connection takes it. */
final class BlobPublisher implements HttpRequest.BodyPublisher {
    /**
     * Each piece wakes another thread, so that many small ones are slow on a busy machine. Java's collector keeps what is
     * half of one of its regions or larger, 512 KiB in a small heap, apart from the young, so that larger ones cost collections.
     */
    private static final int BUFFER = 256 << 10;

    private final Blob blob;
    private final long offset;
    private final long length;
    private final boolean lengthTold;
    private final LongConsumer sent;

    /**
     * Prepares a body.
     *
     * @param lengthTold whether the request says its length
     * @param sent is told the number of bytes of each piece that was handed over
     */
    BlobPublisher(Blob blob, long offset, long length, boolean lengthTold, LongConsumer sent) {
        this.blob = blob;
        this.offset = offset;
        this.length = length;
        this.lengthTold = lengthTold;
        this.sent = sent;
    }

    @Override
    public long contentLength() {
        return lengthTold ? length : -1;
    }

    @Override
    public void subscribe(Flow.Subscriber<? super ByteBuffer> subscriber) {
        subscriber.onSubscribe(new Reading(subscriber));
    }

    /** One pass over the range. Requests that come while a piece is handed over only raise the demand. */
    private final class Reading implements Flow.Subscription {
        private final Flow.Subscriber<? super ByteBuffer> subscriber;
        private InputStream stream;
        private long left = length;
        private long demand;
        private boolean emitting;
        private boolean done;

        private Reading(Flow.Subscriber<? super ByteBuffer> subscriber) {
            this.subscriber = subscriber;
        }

        @Override
        public void request(long count) {
            synchronized (this) {
                demand = demand + count < 0 ? Long.MAX_VALUE : demand + count;
                if (emitting) {
                    return;
                }
                emitting = true;
            }
            try {
                while (takesNext()) {
                    emit();
                }
            } catch (IOException e) {
                cancel();
                subscriber.onError(e);
            }
        }

        private synchronized boolean takesNext() {
            if (done || demand == 0) {
                emitting = false;
                return false;
            }
            demand--;
            return true;
        }

        private void emit() throws IOException {
            if (left > 0) {
                subscriber.onNext(next());
            }
            if (left == 0 && !done) {
                cancel();
                subscriber.onComplete();
            }
        }

        private ByteBuffer next() throws IOException {
            if (stream == null) {
                stream = blob.open(offset);
            }
            byte[] piece = new byte[(int) Math.min(left, BUFFER)];
            int read = stream.readNBytes(piece, 0, piece.length);
            if (read < piece.length) {
                throw new EOFException("a file became shorter while it was being sent");
            }
            left -= read;
            sent.accept(read);
            return ByteBuffer.wrap(piece);
        }

        @Override
        public synchronized void cancel() {
            done = true;
            try {
                if (stream != null) {
                    stream.close();
                    stream = null;
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
