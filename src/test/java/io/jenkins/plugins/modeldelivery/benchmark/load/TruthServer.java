package io.jenkins.plugins.modeldelivery.benchmark.load;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.SplittableRandom;

/**
 * A server whose truth is known: it answers {@code GET /N} after a delay of its own choice, stalls now and then, and notes on
 * the monotonic clock of the machine when it had written each answer. {@code GET /log} gives these times, a big-endian long
 * each, and zero for a request that never came; then it forgets them.
 */
public final class TruthServer {
    private static final byte[] ANSWER = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok".getBytes(StandardCharsets.US_ASCII);
    private static final long MILLI = 1_000_000;
    private static final long STALL_EVERY = 5_000 * MILLI;
    private static final long STALL = 100 * MILLI;

    private record Due(long time, int number, SocketChannel channel) {}

    private final long[] written;
    private final PriorityQueue<Due> due = new PriorityQueue<>(Comparator.comparingLong(Due::time));
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(1 << 12);
    private final SplittableRandom random = new SplittableRandom(1);
    private final long start = System.nanoTime();

    private TruthServer(int count) {
        this.written = new long[count];
    }

    /** Port, and how many requests there may be. */
    public static void main(String[] args) throws IOException {
        new TruthServer(Integer.parseInt(args[1])).serve(Integer.parseInt(args[0]));
    }

    private void serve(int port) throws IOException {
        try (Selector selector = Selector.open(); ServerSocketChannel listener = ServerSocketChannel.open()) {
            listener.bind(new InetSocketAddress("127.0.0.1", port)).configureBlocking(false);
            listener.register(selector, SelectionKey.OP_ACCEPT);
            while (true) {
                long wait = due.isEmpty() ? 10 * MILLI : due.peek().time() - System.nanoTime();
                if (wait > MILLI) {
                    selector.select(key -> ready(selector, key), wait / MILLI);
                } else {
                    selector.selectNow(key -> ready(selector, key));
                }
                answerDue();
            }
        }
    }

    private void ready(Selector selector, SelectionKey key) {
        try {
            if (key.isAcceptable()) {
                SocketChannel channel = ((ServerSocketChannel) key.channel()).accept();
                channel.configureBlocking(false).register(selector, SelectionKey.OP_READ);
                channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            } else {
                read((SocketChannel) key.channel());
            }
        } catch (IOException e) {
            key.cancel();
        }
    }

    /** A request comes in one piece, and the next one of a connection not before its answer. */
    private void read(SocketChannel channel) throws IOException {
        buffer.clear();
        if (channel.read(buffer) < 0) {
            channel.close();
            return;
        }
        String path = StandardCharsets.US_ASCII.decode(buffer.flip()).toString().split(" ")[1].substring(1);
        if (path.equals("log")) {
            sendLog(channel);
            return;
        }
        long now = System.nanoTime();
        // Most answers take 2 ms, one of twenty up to 30 ms more; nothing is answered during a stall.
        long delay = 2 * MILLI + (random.nextInt(20) == 0 ? random.nextLong(30 * MILLI) : 0);
        due.add(new Due(now + delay, Integer.parseInt(path), channel));
    }

    private void answerDue() throws IOException {
        long now = System.nanoTime();
        long sinceStall = (now - start) % STALL_EVERY;
        if (now - start > STALL_EVERY && sinceStall < STALL) {
            return;
        }
        while (!due.isEmpty() && due.peek().time() <= now) {
            Due next = due.poll();
            next.channel().write(ByteBuffer.wrap(ANSWER));
            written[next.number()] = System.nanoTime();
        }
    }

    private void sendLog(SocketChannel channel) throws IOException {
        ByteBuffer log = ByteBuffer.allocate(written.length * Long.BYTES);
        log.asLongBuffer().put(written);
        Arrays.fill(written, 0);
        ByteBuffer head = ByteBuffer.wrap(
                ("HTTP/1.1 200 OK\r\nContent-Length: " + log.remaining() + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
        channel.write(head);
        while (log.hasRemaining()) {
            channel.write(log);
        }
    }
}
