package io.jenkins.plugins.modeldelivery.rollback;

import io.jenkins.plugins.modeldelivery.http.Outbound;
import io.jenkins.plugins.modeldelivery.http.Requester;
import io.jenkins.plugins.modeldelivery.kubernetes.ClusterConnection;
import io.jenkins.plugins.modeldelivery.operation.SurroundingsException;
import io.jenkins.plugins.modeldelivery.operation.Workbench;
import io.jenkins.plugins.modeldelivery.release.Release;
import io.jenkins.plugins.modeldelivery.release.Route;
import io.jenkins.plugins.modeldelivery.release.Router;
import io.jenkins.plugins.modeldelivery.release.RouterKind;
import io.jenkins.plugins.modeldelivery.release.kubernetes.KubernetesReleases;
import io.jenkins.plugins.modeldelivery.release.kubernetes.ReleaseLock;
import io.jenkins.plugins.modeldelivery.release.local.HaproxyRouter;
import io.jenkins.plugins.modeldelivery.release.local.LocalRouter;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** The router of a watched workload, for one look; to be closed after it. */
final class WatchedRouter implements AutoCloseable {
    private static final Duration LOCK = Duration.ofMinutes(2);

    private final Router router;
    private final LocalRouter proxy;
    private final ClusterConnection connection;
    private final ReleaseLock lock;

    private WatchedRouter(Router router, LocalRouter proxy, ClusterConnection connection, ReleaseLock lock) {
        this.router = router;
        this.proxy = proxy;
        this.connection = connection;
        this.lock = lock;
    }

    /** Opens it; nothing is asked yet. */
    static WatchedRouter open(RollbackRequest request, Requester requester, Outbound outbound, Workbench bench) {
        if (request.traffic().kind() == RouterKind.HAPROXY) {
            return new WatchedRouter(new HaproxyRouter(request.traffic().name(), outbound.destinations()), null, null, null);
        }
        if (request.cluster() == null) {
            LocalRouter proxy = new LocalRouter(
                    URI.create(request.traffic().name()), bench.credential(request.trafficCredentialsId()), requester);
            return new WatchedRouter(proxy, proxy, null, null);
        }
        ClusterConnection connection = request.cluster().open(bench, outbound);
        return new WatchedRouter(
                KubernetesReleases.router(connection, request.target()),
                null,
                connection,
                new ReleaseLock(connection, request.target(), LOCK, bench.clock()));
    }

    Route read() throws InterruptedException {
        return router.read();
    }

    /** What our own proxy shows under {@code /metrics}; empty behind any other router. */
    Optional<String> metrics() throws InterruptedException {
        return proxy == null ? Optional.empty() : Optional.of(proxy.metrics());
    }

    /**
     * Brings a former release back, as far as that can be done now.
     *
     * @param holder who wants it, for the lock of the workload
     * @throws SurroundingsException also if another release has the lock
     */
    void restore(Release former, String holder) throws InterruptedException {
        Optional<String> other = lock == null ? Optional.empty() : lock.hold(holder);
        if (other.isPresent()) {
            throw new SurroundingsException(Messages.Trouble_lock(other.get()));
        }
        router.restore(former.endpoint(), former.manifests());
    }

    /** Gives the lock back. */
    void letGo(String holder) throws InterruptedException {
        if (lock != null) {
            lock.release(holder);
        }
    }

    @Override
    public void close() {
        if (connection != null) {
            connection.close();
        }
    }
}
