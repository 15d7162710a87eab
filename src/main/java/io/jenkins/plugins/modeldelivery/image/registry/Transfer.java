package io.jenkins.plugins.modeldelivery.image.registry;

import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** Counts what is sent and what need not be, and tells the log how fast it goes. Thread-safe. */
public final class Transfer {
    private final Consumer<String> progress;
    private final AtomicLong expected = new AtomicLong();
    private final AtomicLong sent = new AtomicLong();
    private final AtomicLong saved = new AtomicLong();
    private final AtomicLong started = new AtomicLong();

    /** Counts from zero; {@code progress} gets a line whenever something was sent. */
    public Transfer(Consumer<String> progress) {
        this.progress = progress;
    }

    /** Bytes of content that left this machine, those sent again included. */
    public long sent() {
        return sent.get();
    }

    /** Bytes of content that the registry had or took from another repository. */
    public long saved() {
        return saved.get();
    }

    void expect(long bytes) {
        expected.addAndGet(bytes);
        started.compareAndSet(0, System.nanoTime());
    }

    void add(long bytes) {
        long now = sent.addAndGet(bytes);
        double seconds = (System.nanoTime() - started.get()) / 1e9;
        double rate = now / Math.max(seconds, 1e-3);
        long left = Math.max(0, expected.get() - now);
        progress.accept(String.format(Locale.ROOT, "sent %.1f of %.1f MiB, %.1f MiB/s, about %.0f s left",
                mebibytes(now), mebibytes(expected.get()), mebibytes(rate), left / rate));
    }

    void save(long bytes) {
        saved.addAndGet(bytes);
    }

    private static double mebibytes(double bytes) {
        return bytes / (1 << 20);
    }
}
