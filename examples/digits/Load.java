import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.GZIPInputStream;

/**
 * Asks a digits server for one image after the other, from its first answer on, until it is ended.
 *
 * <pre>java Load.java URL FILE    FILE receives at the end how many requests were sent, and how many got no answer</pre>
 */
public final class Load {
    private static final int CLIENTS = 4;
    private static final long PAUSE_MILLIS = 5;
    private static final int ATTEMPTS = 50;
    private static final long ATTEMPT_MILLIS = 200;

    private final HttpClient client = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final URI target;
    private final List<String> images;
    private final AtomicLong sent = new AtomicLong();
    private final AtomicLong lost = new AtomicLong();
    private volatile boolean ending;

    private Load(URI target, List<String> images) {
        this.target = target;
        this.images = images;
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        Load load = new Load(URI.create(arguments[0] + "/invocations"), images(Path.of("digits.csv.gz")));
        load.awaitAnswer();
        Thread[] clients = new Thread[CLIENTS];
        for (int i = 0; i < CLIENTS; i++) {
            clients[i] = new Thread(load::ask);
            clients[i].start();
        }
        Runtime.getRuntime().addShutdownHook(new Thread(() -> load.end(clients, Path.of(arguments[1]))));
    }

    private static List<String> images(Path file) throws IOException {
        try (BufferedReader reader = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.US_ASCII))) {
            return reader.lines().map(line -> "[" + line.substring(0, line.lastIndexOf(',')) + "]").toList();
        }
    }

    /** A Service leads nowhere until the nodes have heard of its pods; what is asked before is not lost by them. */
    private void awaitAnswer() throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(target).POST(HttpRequest.BodyPublishers.ofString(images.get(0))).build();
        for (int attempt = 1; ; attempt++) {
            try {
                client.send(request, HttpResponse.BodyHandlers.discarding());
                return;
            } catch (IOException e) {
                if (attempt == ATTEMPTS) {
                    throw e;
                }
                TimeUnit.MILLISECONDS.sleep(ATTEMPT_MILLIS);
            }
        }
    }

    private void ask() {
        while (!ending) {
            String image = images.get((int) (sent.incrementAndGet() % images.size()));
            HttpRequest request = HttpRequest.newBuilder(target).POST(HttpRequest.BodyPublishers.ofString(image)).build();
            try {
                send(request);
                TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private void send(HttpRequest request) throws InterruptedException {
        try {
            client.send(request, HttpResponse.BodyHandlers.discarding());
        } catch (IOException e) {
            lost.incrementAndGet();
        }
    }

    private void end(Thread[] clients, Path file) {
        ending = true;
        try {
            for (Thread client : clients) {
                client.join(5000);
            }
            Files.writeString(file, "sent " + sent + ", without an answer " + lost + "\n");
        } catch (IOException | InterruptedException e) {
            System.err.println("cannot write " + file + ": " + e);
        }
    }
}
