package io.jenkins.plugins.modeldelivery.canary;

import io.jenkins.plugins.modeldelivery.kubernetes.ClusterConnection;
import io.jenkins.plugins.modeldelivery.kubernetes.Permissions;
import io.jenkins.plugins.modeldelivery.operation.InvalidInputException;
import io.jenkins.plugins.modeldelivery.release.Route;
import io.jenkins.plugins.modeldelivery.release.Router;
import io.jenkins.plugins.modeldelivery.release.RouterKind;
import io.jenkins.plugins.modeldelivery.release.kubernetes.KubernetesReleases;
import io.jenkins.plugins.modeldelivery.release.kubernetes.PodMetrics;
import io.jenkins.plugins.modeldelivery.release.kubernetes.PodRequests;
import io.jenkins.plugins.modeldelivery.release.kubernetes.ReleaseLock;
import io.jenkins.plugins.modeldelivery.release.kubernetes.Target;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Permissions, owners, room and the lock of a workload in a cluster. */
final class ClusterGround implements Ground {
    /** A holder that missed this many looks is gone. */
    private static final int LOOKS = 4;
    private static final Duration SHORTEST = Duration.ofMinutes(2);

    private final ClusterConnection connection;
    private final Target target;
    private final CanaryPlan plan;
    private final Router router;
    private final List<Permissions.Needed> readsMetrics;
    private final ReleaseLock lock;

    /**
     * @param router the way to the workload
     * @param readsMetrics what reading the pods' own pages needs; empty when they are not read
     */
    ClusterGround(
            ClusterConnection connection, Target target, Router router, CanaryPlan plan, List<Permissions.Needed> readsMetrics,
            Clock clock) {
        this.readsMetrics = List.copyOf(readsMetrics);
        this.connection = connection;
        this.target = target;
        this.plan = plan;
        this.router = router;
        Duration looks = plan.limits().interval().multipliedBy(LOOKS);
        this.lock = new ReleaseLock(connection, target, looks.compareTo(SHORTEST) < 0 ? SHORTEST : looks, clock);
    }

    @Override
    public List<String> require() throws InterruptedException {
        new Permissions(connection, target.namespace()).require(readsMetrics);
        if (plan.takeover().warmsUp()) {
            new Permissions(connection, target.namespace()).require(PodRequests.needed());
        }
        List<String> said = KubernetesReleases.preflight(connection, target, plan.steps());
        Route route = router.read();
        if (route.hasCanary()) {
            throw new InvalidInputException(target.workload() + " has a canary of release '" + route.canary()
                    + "' already; wait for its end, or delete deployment " + target.workload().name() + "-canary");
        }
        if (plan.takeover().warmsUp() && route.hasStable() && target.traffic().kind() == RouterKind.REPLICAS) {
            throw new InvalidInputException("warmup comes before traffic, and with traffic 'replicas' the Service leads to each pod that"
                    + " is ready; let the readiness probe wait until the server is warm, or take a router with weights");
        }
        return said;
    }

    @Override
    public Optional<String> hold(String holder) throws InterruptedException {
        return lock.hold(holder);
    }

    @Override
    public void release(String holder) throws InterruptedException {
        lock.release(holder);
    }
}
