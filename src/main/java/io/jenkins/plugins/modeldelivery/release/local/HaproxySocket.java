package io.jenkins.plugins.modeldelivery.release.local;

import io.jenkins.plugins.modeldelivery.http.Destinations;
import io.jenkins.plugins.modeldelivery.operation.SurroundingsException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.SocketAddress;
import java.net.SocketTimeoutException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.StandardCharsets;

/**
 * HAProxy's runtime API over TCP or a Unix socket: one line of commands for each connection, which HAProxy closes after its
 * answer.
 */
final class HaproxySocket {
    private static final int TIMEOUT_MILLIS = 10_000;
    private static final int LONGEST = 4 << 20;
    private static final int PIECE = 1 << 16;

    private final HaproxyPlace place;
    private final Destinations destinations;

    HaproxySocket(HaproxyPlace place, Destinations destinations) {
        this.place = place;
        this.destinations = destinations;
    }

    /**
     * What HAProxy answers to commands that are separated by semicolons.
     *
     * @throws SurroundingsException if it does not answer
     */
    String ask(String commands) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException("cancelled");
        }
        SocketAddress address = place.address(destinations);
        try (SocketChannel channel = connect(address)) {
            ByteBuffer line = ByteBuffer.wrap((commands + "\n").getBytes(StandardCharsets.US_ASCII));
            while (line.hasRemaining()) {
                channel.write(line);
            }
            return answer(channel);
        } catch (IOException | UnresolvedAddressException e) {
            throw new SurroundingsException("HAProxy's runtime API at " + place + " does not answer (" + e
                    + "); check its 'stats socket " + place + " level admin'", e);
        }
    }

    private static SocketChannel connect(SocketAddress address) throws IOException {
        if (address instanceof UnixDomainSocketAddress) {
            return SocketChannel.open(address);
        }
        SocketChannel channel = SocketChannel.open();
        channel.socket().connect(address, TIMEOUT_MILLIS);
        return channel;
    }

    private static String answer(SocketChannel channel) throws IOException {
        channel.configureBlocking(false);
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        ByteBuffer piece = ByteBuffer.allocate(PIECE);
        try (Selector selector = Selector.open()) {
            channel.register(selector, SelectionKey.OP_READ);
            int read = 0;
            while (read >= 0 && answer.size() < LONGEST) {
                if (selector.select(TIMEOUT_MILLIS) == 0) {
                    throw new SocketTimeoutException("no answer in " + TIMEOUT_MILLIS / 1000 + " s");
                }
                selector.selectedKeys().clear();
                read = channel.read(piece.clear());
                answer.write(piece.array(), 0, Math.max(0, read));
            }
        }
        return answer.toString(StandardCharsets.UTF_8);
    }
}
