import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Serves a digits model over HTTP on a free port of this machine, or where a pod does.
 *
 * <pre>java Server.java MODEL FILE [ERRORS [PORT]]    MODEL is a folder with model.safetensors; FILE receives the address once
 * it answers; ERRORS is the share of requests, 0 to 1, that it fails on purpose; PORT is one of all of the machine's addresses</pre>
 *
 * <p>POST /invocations takes an array of 64 pixels; GET /ready says whether it wants traffic; GET /metrics is for
 * Prometheus. Asked to end, it says at /ready that it wants no more, goes on answering for the time that routers need to
 * notice, closes each connection behind its answer, and then lets requests under way end.
 */
public final class Server {
    private static final long DRAIN_SECONDS = 2;
    /**
     * After so many answers one closes its connection. A Service chooses a pod for each connection, not for each request, so
     * clients that never close theirs would not meet a new version at all, nor leave one that ends.
     */
    private static final long ANSWERS = 100;
    private static final Pattern NUMBER = Pattern.compile("-?\\d+(?:\\.\\d+)?(?:[eE][+-]?\\d+)?");

    private final Model model;
    private final double errorShare;
    private final Metrics metrics = new Metrics();
    private final AtomicLong answered = new AtomicLong();
    private volatile boolean draining;

    private Server(Model model, double errorShare) {
        this.model = model;
        this.errorShare = errorShare;
    }

    public static void main(String[] arguments) throws IOException {
        // An answer leaves at once instead of waiting for the acknowledgement of its header.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        double errorShare = arguments.length > 2 ? Double.parseDouble(arguments[2]) : 0;
        Server server = new Server(Model.read(Path.of(arguments[0], "model.safetensors")), errorShare);
        InetSocketAddress address = arguments.length > 3
                ? new InetSocketAddress(Integer.parseInt(arguments[3]))
                : new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        HttpServer http = HttpServer.create(address, 1024);
        http.setExecutor(Executors.newCachedThreadPool());
        http.createContext("/invocations", server::predict);
        http.createContext("/ready", exchange -> server.answer(exchange, server.draining ? 503 : 200, ""));
        http.createContext("/metrics", exchange -> server.answer(exchange, 200, server.metrics.page()));
        http.start();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> server.drain(http)));
        Path file = Path.of(arguments[1]);
        Path written = Files.writeString(file.resolveSibling(file.getFileName() + ".new"), "http://127.0.0.1:" + http.getAddress().getPort());
        Files.move(written, file, StandardCopyOption.ATOMIC_MOVE);
        System.out.println("digits " + arguments[0] + " answers at " + Files.readString(file));
    }

    private void drain(HttpServer http) {
        draining = true;
        try {
            TimeUnit.SECONDS.sleep(DRAIN_SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        http.stop(1);
    }

    private void predict(HttpExchange exchange) throws IOException {
        long start = System.nanoTime();
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        double[] pixels =
                NUMBER.matcher(body).results().mapToDouble(found -> Double.parseDouble(found.group())).toArray();
        int status = 200;
        String text;
        if (pixels.length != Model.PIXELS) {
            status = 400;
            text = "{\"error\":\"give an array of 64 pixels between 0 and 16\"}";
        } else if (ThreadLocalRandom.current().nextDouble() < errorShare) {
            status = 500;
            text = "{\"error\":\"failed on purpose\"}";
        } else {
            double[] probabilities = model.probabilities(pixels);
            int digit = Model.greatest(probabilities);
            metrics.predicted(digit);
            text = "{\"prediction\":" + digit + ",\"probability\":" + probabilities[digit] + "}";
        }
        answer(exchange, status, text);
        metrics.answered(status, (System.nanoTime() - start) / 1e9);
    }

    private void answer(HttpExchange exchange, int status, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.getRequestBody().readAllBytes();
        if (draining || answered.incrementAndGet() % ANSWERS == 0) {
            exchange.getResponseHeaders().set("Connection", "close");
        }
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        if (bytes.length > 0) {
            exchange.getResponseBody().write(bytes);
        }
        exchange.close();
    }

    /** What was answered since the start, in the Prometheus text format. */
    private static final class Metrics {
        private static final double[] BOUNDS = {0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1};

        private final long[] within = new long[BOUNDS.length];
        private final long[] digits = new long[10];
        private long good;
        private long bad;
        private long failed;
        private double seconds;

        synchronized void predicted(int digit) {
            digits[digit]++;
        }

        synchronized void answered(int status, double duration) {
            good += status < 400 ? 1 : 0;
            bad += status >= 400 && status < 500 ? 1 : 0;
            failed += status >= 500 ? 1 : 0;
            seconds += duration;
            for (int i = 0; i < BOUNDS.length; i++) {
                within[i] += duration <= BOUNDS[i] ? 1 : 0;
            }
        }

        synchronized String page() {
            StringBuilder page = new StringBuilder("# TYPE http_requests_total counter\n");
            page.append("http_requests_total{code=\"200\"} ").append(good).append('\n');
            page.append("http_requests_total{code=\"400\"} ").append(bad).append('\n');
            page.append("http_requests_total{code=\"500\"} ").append(failed).append('\n');
            page.append("# TYPE http_request_duration_seconds histogram\n");
            long all = good + bad + failed;
            for (int i = 0; i < BOUNDS.length; i++) {
                bucket(page, "http_request_duration_seconds", Double.toString(BOUNDS[i]), within[i]);
            }
            bucket(page, "http_request_duration_seconds", "+Inf", all);
            page.append("http_request_duration_seconds_sum ").append(seconds).append('\n');
            page.append("http_request_duration_seconds_count ").append(all).append('\n');
            page.append("# TYPE predictions histogram\n");
            long sum = 0;
            long count = 0;
            for (int digit = 0; digit < digits.length; digit++) {
                count += digits[digit];
                sum += digit * digits[digit];
                bucket(page, "predictions", Integer.toString(digit), count);
            }
            bucket(page, "predictions", "+Inf", count);
            return page.append("predictions_sum ").append(sum).append("\npredictions_count ").append(count).append('\n').toString();
        }

        private static void bucket(StringBuilder page, String name, String bound, long count) {
            page.append(name).append("_bucket{le=\"").append(bound).append("\"} ").append(count).append('\n');
        }
    }

    /** The network of a model.safetensors, as README.md describes it. */
    private static final class Model {
        static final int PIXELS = 64;
        private static final Pattern TENSOR = Pattern.compile(
                "\"layer(\\d+)\\.(weight|bias)\":\\{\"dtype\":\"F32\",\"shape\":\\[([\\d,]+)\\],\"data_offsets\":\\[(\\d+),(\\d+)\\]\\}");

        private final List<float[]> weights = new ArrayList<>();
        private final List<float[]> biases = new ArrayList<>();

        static Model read(Path file) throws IOException {
            ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
            byte[] header = new byte[(int) bytes.getLong()];
            bytes.get(header);
            int data = bytes.position();
            Model model = new Model();
            Matcher tensor = TENSOR.matcher(new String(header, StandardCharsets.UTF_8));
            while (tensor.find()) {
                int from = Integer.parseInt(tensor.group(4));
                float[] values = new float[(Integer.parseInt(tensor.group(5)) - from) / 4];
                for (int i = 0; i < values.length; i++) {
                    values[i] = bytes.getFloat(data + from + 4 * i);
                }
                (tensor.group(2).equals("weight") ? model.weights : model.biases).add(values);
            }
            return model;
        }

        double[] probabilities(double[] pixels) {
            double[] values = Arrays.stream(pixels).map(pixel -> pixel / 16).toArray();
            for (int layer = 0; layer < weights.size(); layer++) {
                double[] input = layer == 0 ? values : Arrays.stream(values).map(value -> Math.max(0, value)).toArray();
                float[] weight = weights.get(layer);
                float[] bias = biases.get(layer);
                double[] output = new double[bias.length];
                for (int o = 0; o < output.length; o++) {
                    output[o] = bias[o];
                    for (int i = 0; i < input.length; i++) {
                        output[o] += weight[o * input.length + i] * input[i];
                    }
                }
                values = output;
            }
            double greatest = Arrays.stream(values).max().orElseThrow();
            double[] shares = Arrays.stream(values).map(value -> Math.exp(value - greatest)).toArray();
            double total = Arrays.stream(shares).sum();
            return Arrays.stream(shares).map(share -> share / total).toArray();
        }

        static int greatest(double[] values) {
            int greatest = 0;
            for (int i = 1; i < values.length; i++) {
                greatest = values[i] > values[greatest] ? i : greatest;
            }
            return greatest;
        }
    }
}
