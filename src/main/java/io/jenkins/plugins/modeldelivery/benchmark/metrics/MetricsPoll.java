package io.jenkins.plugins.modeldelivery.benchmark.metrics;

import io.jenkins.plugins.modeldelivery.operation.InvalidInputException;
import io.jenkins.plugins.modeldelivery.operation.SurroundingsException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Reads a page at once, then at an interval, and once more when it is closed. A page that fails for a while leaves a gap;
 * what was read before and after it counts.
 */
public final class MetricsPoll implements AutoCloseable {
    private static final long LONGEST_LAST_READ_MILLIS = 6_000;

    private final MetricsPage page;
    private final Duration interval;
    private final Consumer<Reading> reader;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread = new Thread(this::poll, "model-delivery metrics");

    /** Begins; the reader is called on a thread of its own. */
    public MetricsPoll(MetricsPage page, Duration interval, Consumer<Reading> reader) {
        this.page = page;
        this.interval = interval;
        this.reader = reader;
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() {
        closed.countDown();
        try {
            thread.join(LONGEST_LAST_READ_MILLIS);
        } catch (InterruptedException e) {
            thread.interrupt();
            Thread.currentThread().interrupt();
        }
    }

    private void poll() {
        try {
            read();
            while (!closed.await(interval.toMillis(), TimeUnit.MILLISECONDS)) {
                read();
            }
            read();
        } catch (InterruptedException e) {
            // Whoever closed it was cancelled, and nobody waits for the last reading.
        }
    }

    private void read() throws InterruptedException {
        try {
            reader.accept(page.read());
        } catch (SurroundingsException | InvalidInputException e) {
            // A gap: what a device or a server did is known from the other readings.
        }
    }
}
