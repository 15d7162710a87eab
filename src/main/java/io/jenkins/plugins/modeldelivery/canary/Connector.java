package io.jenkins.plugins.modeldelivery.canary;

import io.jenkins.plugins.modeldelivery.http.Outbound;
import io.jenkins.plugins.modeldelivery.http.Requester;
import io.jenkins.plugins.modeldelivery.http.Requesters;
import io.jenkins.plugins.modeldelivery.http.Retries;
import io.jenkins.plugins.modeldelivery.kubernetes.ClusterConnection;
import io.jenkins.plugins.modeldelivery.operation.Workbench;
import io.jenkins.plugins.modeldelivery.release.kubernetes.KubernetesReleases;
import io.jenkins.plugins.modeldelivery.release.kubernetes.PodMetrics;
import io.jenkins.plugins.modeldelivery.release.kubernetes.Target;
import io.jenkins.plugins.modeldelivery.release.local.LocalRouter;
import java.net.URI;
import java.util.Optional;

/** Opens what a canary speaks to, anew for each look, since credentials may change in between. */
final class Connector {
    /** Kept for the whole process: a look must not cost a thread. */
    private static final Requesters REQUESTERS = new Requesters();

    private final Optional<Outbound> outbound;

    /**
     * A connector for all canaries of a process.
     *
     * @param outbound how requests leave; empty to go by the build's environment
     */
    Connector(Optional<Outbound> outbound) {
        this.outbound = outbound;
    }

    /** The connections of one look; to be closed after it. Nothing is asked yet. */
    Connection open(CanaryRequest request, Inputs inputs, Workbench bench) {
        Outbound plain = outbound.orElseGet(() -> Outbound.of(bench));
        Outbound leaving = request.caCredentialsId().isEmpty()
                ? plain
                : plain.trusting(bench.credential(request.caCredentialsId()).secret());
        Requester requester = REQUESTERS.get(leaving, Retries.NONE);
        Webhooks webhooks = new Webhooks(requester, request);
        return request.cluster() == null
                ? toProxy(request, inputs, bench, requester, webhooks)
                : toCluster(request, inputs, bench, leaving, webhooks);
    }

    private static Connection toProxy(
            CanaryRequest request, Inputs inputs, Workbench bench, Requester requester, Webhooks webhooks) {
        LocalRouter proxy = new LocalRouter(request.proxy(), bench.credential(request.credentialsId()), requester);
        return new Connection(
                proxy,
                new ProxyCounters(proxy),
                Ground.FREE,
                webhooks,
                route -> new HttpProber(requester, URI.create(route.canary()), inputs.warmup()),
                () -> {});
    }

    private static Connection toCluster(
            CanaryRequest request, Inputs inputs, Workbench bench, Outbound outbound, Webhooks webhooks) {
        ClusterRelease release = request.cluster();
        Target target = release.target(request.workload(), request.image(), request.traffic(), inputs.manifests());
        ClusterConnection connection = release.cluster().open(bench, outbound);
        return new Connection(
                KubernetesReleases.router(connection, target),
                new PodScrape(new PodMetrics(connection, target), request.metrics()),
                new ClusterGround(connection, target, request.plan(), bench.clock()),
                webhooks,
                route -> () -> new WarmUp.Round(0, 1, Double.NaN),
                connection::close);
    }
}
