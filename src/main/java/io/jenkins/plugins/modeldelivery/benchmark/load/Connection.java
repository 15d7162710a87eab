package io.jenkins.plugins.modeldelivery.benchmark.load;

import java.io.IOException;
import java.net.BindException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import javax.net.ssl.SSLException;

/** One HTTP/1.1 connection: it opens, sends a request, reads the response, and opens again when the server closed it. */
final class Connection extends Lane {
    private static final long RETRY_NANOS = 100_000_000;
    private static final long PATIENCE_NANOS = 10_000_000_000L;

    private final HttpServerAddress server;
    private final HttpExchanges exchanges;
    private final Content content;
    private final ResponseParser parser;
    private final Transport.Events events;
    private final Selector selector;
    private SocketChannel channel;
    private SelectionKey key;
    private ByteStream stream;
    private ByteBuffer request;
    private boolean open;
    private boolean responseSeen;
    private long firstByte;
    private long openingSince;
    private long openFrom;

    Connection(
            HttpServerAddress server, HttpExchanges exchanges, Transport.Events events, Selector selector, long now) {
        this.server = server;
        this.selector = selector;
        this.openFrom = now;
        this.exchanges = exchanges;
        this.content = exchanges.contents().get();
        this.parser = new ResponseParser(content, exchanges.head());
        this.events = events;
    }

    /** Begins to open the connection if it is down and not to be left alone yet; gives up when it does not open in time. */
    void ensureOpening(long now) {
        if (channel == null && now - openFrom >= 0) {
            beginOpening(now);
        } else if (channel != null && !open && now - openingSince > PATIENCE_NANOS) {
            fail(Failure.CONNECT, now);
        }
    }

    private void beginOpening(long now) {
        openingSince = now;
        try {
            channel = SocketChannel.open();
            channel.configureBlocking(false);
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            stream = server.stream(channel);
            boolean connected = channel.connect(server.socket());
            key = channel.register(selector, connected ? SelectionKey.OP_WRITE : SelectionKey.OP_CONNECT, this);
        } catch (IOException e) {
            fail(e, now);
        }
    }

    /** Does what the socket is ready for; the buffer is for what is read. */
    void progress(ByteBuffer buffer, long now) {
        try {
            if (key.isConnectable()) {
                channel.finishConnect();
            }
            if (!open) {
                goOnOpening(now);
                return;
            }
            if (key.isWritable()) {
                write();
            }
            if (key.isReadable()) {
                receive(buffer, now);
            }
        } catch (IOException e) {
            fail(e, now);
        }
    }

    private void goOnOpening(long now) throws IOException {
        open = stream.open();
        want(stream.hasUnwritten());
        if (open) {
            events.ready(this, now);
        }
    }

    @Override
    protected void send(long number, long now) throws IOException {
        request = exchanges.request(number);
        firstByte = 0;
        responseSeen = false;
        parser.reset();
        content.begin(now);
        write();
    }

    private void write() throws IOException {
        want(request == null ? stream.hasUnwritten() : !stream.write(request));
    }

    private void want(boolean toWrite) {
        int wanted = toWrite ? SelectionKey.OP_READ | SelectionKey.OP_WRITE : SelectionKey.OP_READ;
        if (key.interestOps() != wanted) {
            key.interestOps(wanted);
        }
    }

    private void receive(ByteBuffer buffer, long now) throws IOException {
        do {
            buffer.clear();
            int count = stream.read(buffer);
            buffer.flip();
            if (count < 0) {
                endOfStream(now);
                return;
            }
            if (count > 0) {
                parse(buffer, now);
            }
        } while (channel != null && stream.hasUnread());
    }

    private void parse(ByteBuffer buffer, long now) {
        if (!isBusy()) {
            fail(Failure.GARBAGE, now);
            return;
        }
        ResponseParser.Progress progress = parser.parse(buffer, now);
        if (!responseSeen) {
            responseSeen = true;
            firstByte = now;
        }
        if (progress == ResponseParser.Progress.DONE && !buffer.hasRemaining()) {
            complete(now);
        } else if (progress != ResponseParser.Progress.MORE) {
            fail(Failure.GARBAGE, now);
        }
    }

    private void endOfStream(long now) {
        if (isBusy() && parser.endsWithConnection()) {
            complete(now);
        } else {
            fail(Failure.BROKEN, now);
        }
    }

    private void complete(long now) {
        request = null;
        boolean reusable = parser.keepAlive();
        if (!reusable) {
            close(now);
        }
        if (!exchanges.goodStatus().test(parser.status())) {
            events.failed(this, Failure.STATUS, now);
        } else if (!content.isGood()) {
            events.failed(this, Failure.CONTENT, now);
        } else {
            events.completed(this, firstByte, now, content);
        }
        if (reusable) {
            events.ready(this, now);
        } else {
            ensureOpening(now);
        }
    }

    private void fail(IOException failure, long now) {
        fail(open ? Failure.BROKEN : kind(failure), now);
    }

    private static Failure kind(IOException failure) {
        if (failure instanceof SSLException) {
            return Failure.TLS;
        }
        boolean noFiles = String.valueOf(failure.getMessage()).startsWith("Too many open files");
        return failure instanceof BindException || noFiles ? Failure.PORTS : Failure.CONNECT;
    }

    private void fail(Failure failure, long now) {
        close(open ? now : now + RETRY_NANOS);
        events.failed(this, failure, now);
    }

    /** The loop has given the request up and counted it; what the server still sends would be taken for another's. */
    @Override
    protected void abandon(long now) {
        close(now);
    }

    /** Closes the connection. */
    void close(long reopenFrom) {
        openFrom = reopenFrom;
        open = false;
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
