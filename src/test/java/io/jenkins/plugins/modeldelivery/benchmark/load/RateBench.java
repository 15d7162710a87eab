package io.jenkins.plugins.modeldelivery.benchmark.load;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** One closed loop against a server for some seconds; prints requests per CPU-second of this process. */
public final class RateBench {
    private RateBench() {}

    public static void main(String[] args) throws Exception {
        InetSocketAddress server = new InetSocketAddress("127.0.0.1", Integer.parseInt(args[0]));
        int connections = Integer.parseInt(args[1]);
        long seconds = Long.parseLong(args[2]);
        byte[] request = "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
        ByteBuffer bytes = ByteBuffer.allocateDirect(request.length).put(request).flip();
        long[] counts = new long[2];
        LoadListener listener = new LoadListener() {
            @Override
            public void completed(long intended, long sent, long firstByte, long done, Content content) {
                counts[0]++;
            }

            @Override
            public void failed(Failure failure, long intended, long now) {
                counts[1]++;
            }
        };
        HttpExchanges exchanges = new HttpExchanges(List.of(bytes), false, status -> status == 200, () -> Content.ANY);
        HttpTransport transport = new HttpTransport(new HttpServerAddress(server, null), exchanges, connections);
        new LoadLoop(transport, null, listener, 5_000_000_000L).run(seconds * 1_000_000_000L);
        double cpu = ProcessHandle.current().info().totalCpuDuration().orElseThrow().toNanos() / 1e9;
        System.out.printf("%d requests, %d failures, %.2f CPU s, %.0f requests per CPU-second%n", counts[0], counts[1], cpu, counts[0] / cpu);
    }
}
