package io.jenkins.plugins.modeldelivery.benchmark.load;

import io.jenkins.plugins.modeldelivery.benchmark.latency.LatencyRecorder;
import io.jenkins.plugins.modeldelivery.benchmark.latency.Percentiles;
import io.jenkins.plugins.modeldelivery.statistics.Estimate;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What the load generator measures on the wire against what the {@link TruthServer} wrote down of the same requests: the
 * truth of a request's latency is when its answer was written, less when the schedule wanted it sent. A round in which the
 * machine kept the generator's thread waiting for a processor is not valid and is repeated.
 */
public final class AccuracyBench {
    private static final double MOST_WAITING = 0.01;
    private static final double SHARE = 0.01;
    private static final double SECONDS = 0.0002;
    private static final int CONNECTIONS = 256;

    private final int port;
    private final double rate;
    private final int seconds;

    private AccuracyBench(int port, double rate, int seconds) {
        this.port = port;
        this.rate = rate;
        this.seconds = seconds;
    }

    /** Port, rate, seconds, valid rounds wanted, rounds at most. */
    public static void main(String[] args) throws Exception {
        AccuracyBench bench =
                new AccuracyBench(Integer.parseInt(args[0]), Double.parseDouble(args[1]), Integer.parseInt(args[2]));
        bench.round(0, 5);
        int wanted = Integer.parseInt(args[3]);
        int valid = 0;
        boolean all = true;
        for (int round = 1; round <= Integer.parseInt(args[4]) && valid < wanted; round++) {
            int outcome = bench.round(round, bench.seconds);
            valid += outcome >= 0 ? 1 : 0;
            all &= outcome != 0;
        }
        System.out.println(valid < wanted ? "too few valid rounds: the machine is too busy" : all ? "bar met" : "bar MISSED");
        System.exit(valid == wanted && all ? 0 : 1);
    }

    /** Runs a round; 1 when the bar is met, 0 when it is missed, -1 when the round is not valid. Round 0 warms up and says nothing. */
    private int round(int round, int duration) throws Exception {
        int count = (int) (rate * duration * 1.1) + 1000;
        List<ByteBuffer> requests = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            requests.add(ByteBuffer.wrap(("GET /" + i + " HTTP/1.1\r\nHost: t\r\n\r\n").getBytes(StandardCharsets.US_ASCII)));
        }
        HttpExchanges exchanges = new HttpExchanges(requests, false, status -> status == 200, () -> Content.ANY);
        HttpServerAddress server = new HttpServerAddress(new InetSocketAddress("127.0.0.1", port), null);
        LatencyRecorder recorder = new LatencyRecorder();
        LoadLoop loop = new LoadLoop(
                new HttpTransport(server, exchanges, CONNECTIONS), new PoissonArrivals(rate, round), recorder, 5_000_000_000L);
        long waited = waitedForProcessor();
        loop.run(duration * 1_000_000_000L);
        double waiting = (waitedForProcessor() - waited) / (duration * 1e9);
        long[] truth = truth(loop.startTime(), round, duration);
        if (round == 0) {
            return 1;
        }
        boolean whole = recorder.failureCount() == 0 && truth.length == recorder.successCount();
        boolean valid = whole && waiting <= MOST_WAITING && loop.slowCount() <= recorder.successCount() / 100;
        System.out.printf("round %d: %s, %,d requests, %d failures, waited for a processor %.2f %% of the time, %.3f %% sent over 1 ms late%n",
                round, valid ? "VALID" : "INVALID", recorder.successCount(), recorder.failureCount(), waiting * 100,
                100.0 * recorder.lateCount() / recorder.successCount());
        return valid ? compare(truth, recorder) : -1;
    }

    private static int compare(long[] truth, LatencyRecorder recorder) {
        boolean met = true;
        for (double percentile : new double[] {50, 99, 99.9}) {
            double exact = truth[(int) Math.ceil(percentile / 100 * truth.length) - 1] / 1e9;
            Estimate measured = Percentiles.of(recorder.latency(), percentile, 0.95);
            double off = Math.abs(measured.value() - exact);
            boolean held = off <= Math.max(SHARE * exact, SECONDS);
            met &= held || percentile > 99;
            System.out.printf("  p%s: truly %.3f ms, measured %.3f ms [%.3f, %.3f], off by %.3f ms (%.2f %%)%n", percentile,
                    exact * 1e3, measured.value() * 1e3, measured.low() * 1e3, measured.high() * 1e3, off * 1e3, off / exact * 100);
        }
        return met ? 1 : 0;
    }

    /** True latencies, sorted; without requests that the server never answered. */
    private long[] truth(long start, long seed, int duration) throws IOException, InterruptedException {
        byte[] log = HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/log")).build(), BodyHandlers.ofByteArray())
                .body();
        ByteBuffer written = ByteBuffer.wrap(log);
        Schedule schedule = new PoissonArrivals(rate, seed);
        long[] latencies = new long[log.length / Long.BYTES];
        int known = 0;
        for (long due = schedule.next(0); due < duration * 1_000_000_000L; due = schedule.next(0)) {
            long done = written.getLong();
            if (done != 0) {
                latencies[known++] = done - start - due;
            }
        }
        return Arrays.stream(latencies, 0, known).sorted().toArray();
    }

    /** Nanoseconds for which this thread could have run and had no processor. */
    private static long waitedForProcessor() throws IOException {
        return Long.parseLong(Files.readString(Path.of("/proc/thread-self/schedstat")).strip().split(" ")[1]);
    }
}
