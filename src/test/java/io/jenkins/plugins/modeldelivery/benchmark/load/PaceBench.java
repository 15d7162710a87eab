package io.jenkins.plugins.modeldelivery.benchmark.load;

import io.jenkins.plugins.modeldelivery.benchmark.latency.LatencyRecorder;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** One open loop at a constant rate against a server for some seconds: how well it keeps the rate. */
public final class PaceBench {
    private static final double TOLERANCE = 0.005;

    private PaceBench() {}

    /** Port, rate, seconds, connections. */
    public static void main(String[] args) throws Exception {
        InetSocketAddress server = new InetSocketAddress("127.0.0.1", Integer.parseInt(args[0]));
        double rate = Double.parseDouble(args[1]);
        long seconds = Long.parseLong(args[2]);
        int connections = Integer.parseInt(args[3]);
        run(server, rate, 3, connections);
        LatencyRecorder recorder = run(server, rate, seconds, connections);
        double mean = (double) recorder.successCount() / seconds;
        double share = 100.0 * recorder.lateCount() / recorder.successCount();
        boolean met = Math.abs(mean / rate - 1) <= TOLERANCE;
        System.out.printf("asked for %.0f/s, mean over %d s %.1f/s (%+.3f %%), %d failures, sent over 1 ms late %.3f %%: %s%n", rate, seconds,
                mean, (mean / rate - 1) * 100, recorder.failureCount(), share, met ? "bar met" : "bar MISSED");
        System.exit(met ? 0 : 1);
    }

    private static LatencyRecorder run(InetSocketAddress server, double rate, long seconds, int connections) throws Exception {
        byte[] request = "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
        ByteBuffer bytes = ByteBuffer.allocateDirect(request.length).put(request).flip();
        HttpExchanges exchanges = new HttpExchanges(List.of(bytes), false, status -> status == 200, () -> Content.ANY);
        LatencyRecorder recorder = new LatencyRecorder();
        HttpTransport transport = new HttpTransport(new HttpServerAddress(server, null), exchanges, connections);
        new LoadLoop(transport, new ConstantRate(rate), recorder, 5_000_000_000L).run(seconds * 1_000_000_000L);
        return recorder;
    }
}
