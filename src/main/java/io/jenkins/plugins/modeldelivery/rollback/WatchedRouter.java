package io.jenkins.plugins.modeldelivery.rollback;

import io.jenkins.plugins.modeldelivery.http.Outbound;
import io.jenkins.plugins.modeldelivery.http.Requester;
import io.jenkins.plugins.modeldelivery.kubernetes.ClusterConnection;
import io.jenkins.plugins.modeldelivery.kubernetes.Permissions;
import io.jenkins.plugins.modeldelivery.operation.InvalidInputException;
import io.jenkins.plugins.modeldelivery.operation.SurroundingsException;
import io.jenkins.plugins.modeldelivery.operation.Workbench;
import io.jenkins.plugins.modeldelivery.release.Release;
import io.jenkins.plugins.modeldelivery.release.Route;
import io.jenkins.plugins.modeldelivery.release.Router;
import io.jenkins.plugins.modeldelivery.release.RouterKind;
import io.jenkins.plugins.modeldelivery.release.kubernetes.KubernetesReleases;
import io.jenkins.plugins.modeldelivery.release.kubernetes.PodMetrics;
import io.jenkins.plugins.modeldelivery.release.kubernetes.ReleaseLock;
import io.jenkins.plugins.modeldelivery.release.local.HaproxyRouter;
import io.jenkins.plugins.modeldelivery.release.local.LocalRouter;
import io.jenkins.plugins.modeldelivery.release.metrics.HaproxyCounters;
import io.jenkins.plugins.modeldelivery.release.metrics.ProxyCounters;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** The router of a watched workload, for one look; to be closed after it. */
final class WatchedRouter implements AutoCloseable {
    private static final Duration LOCK = Duration.ofMinutes(2);

    private final Router router;
    private final RequestCounters counters;
    private final ClusterConnection connection;
    private final ReleaseLock lock;

    private WatchedRouter(Router router, RequestCounters counters, ClusterConnection connection, ReleaseLock lock) {
        this.router = router;
        this.counters = counters;
        this.connection = connection;
        this.lock = lock;
    }

    /** Opens it; nothing is asked yet. */
    static WatchedRouter open(RollbackRequest request, Requester requester, Outbound outbound, Workbench bench) {
        if (request.traffic().kind() == RouterKind.HAPROXY) {
            HaproxyRouter haproxy = new HaproxyRouter(request.traffic().name(), outbound.destinations());
            return new WatchedRouter(haproxy, RequestCounters.ofRouter(new HaproxyCounters(haproxy)), null, null);
        }
        if (request.cluster() == null) {
            LocalRouter proxy = new LocalRouter(
                    URI.create(request.traffic().name()), bench.credential(request.trafficCredentialsId()), requester);
            return new WatchedRouter(proxy, RequestCounters.ofRouter(new ProxyCounters(proxy, Set.of(Look.Counted.ERRORS))), null, null);
        }
        ClusterConnection connection = request.cluster().open(bench, outbound);
        return new WatchedRouter(
                KubernetesReleases.router(connection, request.target(), bench.clock()),
                RequestCounters.ofPods(new PodMetrics(connection, request.target())),
                connection,
                new ReleaseLock(connection, request.target(), LOCK, bench.clock()));
    }

    Route read() throws InterruptedException {
        return router.read();
    }

    /** What was counted of the requests. Errors as in {@link RequestCounters#read}. */
    Look.Counted counted() throws InterruptedException {
        return counters.read();
    }

    /**
     * Returns when the pods of a cluster may be asked what they count.
     *
     * @throws InvalidInputException naming each missing verb
     */
    void requireCounted(RollbackRequest request) throws InterruptedException {
        if (connection != null) {
            new Permissions(connection, request.namespace()).require(PodMetrics.needed(true));
        }
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
