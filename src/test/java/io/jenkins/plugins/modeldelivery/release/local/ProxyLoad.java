package io.jenkins.plugins.modeldelivery.release.local;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/** Clients that keep asking until they are closed, each over its kept connection, and count what they got. */
public final class ProxyLoad implements AutoCloseable {
    /** As long as a proxy on this machine takes for some requests, which leaves the processor to who else needs it. */
    private static final long PAUSE_MILLIS = 1;

    public final AtomicLong sent = new AtomicLong();
    public final AtomicLong answered = new AtomicLong();
    public final AtomicLong good = new AtomicLong();

    private final HttpClient client = HttpClient.newHttpClient();
    private final AtomicBoolean going = new AtomicBoolean(true);
    private final List<Thread> clients = new ArrayList<>();

    public ProxyLoad(URI target, int count) {
        HttpRequest request = HttpRequest.newBuilder(target).POST(BodyPublishers.ofString("[1,2,3]")).build();
        for (int i = 0; i < count; i++) {
            Thread thread = new Thread(() -> ask(request));
            thread.setDaemon(true);
            thread.start();
            clients.add(thread);
        }
    }

    private void ask(HttpRequest request) {
        while (going.get()) {
            sent.incrementAndGet();
            try {
                HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
                answered.incrementAndGet();
                good.addAndGet(response.statusCode() == 200 ? 1 : 0);
                TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
            } catch (IOException lost) {
                // Counted by its absence from the answered ones.
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    /** Waits for the requests under way. */
    @Override
    public void close() throws InterruptedException {
        going.set(false);
        for (Thread thread : clients) {
            thread.join(10_000);
        }
    }
}
