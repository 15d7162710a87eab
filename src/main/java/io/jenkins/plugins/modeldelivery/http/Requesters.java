package io.jenkins.plugins.modeldelivery.http;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Requesters for whoever sends a few requests now and then for a long time: each keeps a thread and its connections, so
 * those that leave the same way share one. Thread-safe.
 */
public final class Requesters {
    private static final int MOST = 16;

    private final Map<Key, Requester> kept = new LinkedHashMap<>(MOST, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Requester> eldest) {
            return size() > MOST;
        }
    };

    private record Key(Outbound outbound, Retries retries) {}

    /** The requester that leaves this way; made where there is none. */
    public synchronized Requester get(Outbound outbound, Retries retries) {
        return kept.computeIfAbsent(new Key(outbound, retries), key -> new Requester(outbound, retries));
    }
}
