package io.jenkins.plugins.modeldelivery.kubernetes;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.jenkins.plugins.modeldelivery.http.Outbound;
import io.jenkins.plugins.modeldelivery.operation.InvalidInputException;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiFunction;
import java.util.function.LongSupplier;

/**
 * Connections that outlive a look: whoever looks every half minute need not shake hands each time. Who comes the same way
 * with the same credential shares one; a credential that was changed makes another. Thread-safe.
 */
final class KeptConnections {
    /** Those of this process. */
    static final KeptConnections OF_PROCESS = new KeptConnections(System::nanoTime, ClusterConnection::connect);

    private static final int MOST = 32;
    private static final Duration IDLE = Duration.ofMinutes(10);

    private final LongSupplier nanos;
    private final BiFunction<ClusterAccess, Outbound, KubernetesClient> connector;
    /** The one that was used last comes last. */
    private final Map<Key, Kept> all = new LinkedHashMap<>(MOST, 0.75f, true);

    /**
     * Keeps connections.
     *
     * @param nanos a clock that only goes forward
     */
    KeptConnections(LongSupplier nanos, BiFunction<ClusterAccess, Outbound, KubernetesClient> connector) {
        this.nanos = nanos;
        this.connector = connector;
    }

    private record Key(ClusterAccess access, Outbound outbound) {}

    private static final class Kept {
        private final KubernetesClient client;
        private int users;
        private long usedAt;

        Kept(KubernetesClient client) {
            this.client = client;
        }
    }

    /**
     * A connection for one look; closing it gives it back.
     *
     * @throws InvalidInputException if the server is not an allowed destination or the access cannot be used
     */
    ClusterConnection take(ClusterAccess access, Outbound outbound) {
        outbound.destinations().check(access.server());
        synchronized (this) {
            Kept kept = all.computeIfAbsent(new Key(access, outbound), key -> new Kept(connector.apply(access, outbound)));
            kept.users++;
            kept.usedAt = nanos.getAsLong();
            closeIdle();
            AtomicBoolean closed = new AtomicBoolean();
            return new ClusterConnection(kept.client, () -> {
                if (closed.compareAndSet(false, true)) {
                    giveBack(kept);
                }
            });
        }
    }

    private synchronized void giveBack(Kept kept) {
        kept.users--;
        kept.usedAt = nanos.getAsLong();
    }

    private void closeIdle() {
        for (Iterator<Kept> each = all.values().iterator(); each.hasNext(); ) {
            Kept kept = each.next();
            boolean old = nanos.getAsLong() - kept.usedAt > IDLE.toNanos() || all.size() > MOST;
            if (kept.users == 0 && old) {
                each.remove();
                kept.client.close();
            }
        }
    }
}
