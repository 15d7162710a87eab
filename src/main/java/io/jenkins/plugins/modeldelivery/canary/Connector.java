package io.jenkins.plugins.modeldelivery.canary;

import io.jenkins.plugins.modeldelivery.canary.metrics.ArmLabels;
import io.jenkins.plugins.modeldelivery.canary.metrics.JsonCounters;
import io.jenkins.plugins.modeldelivery.canary.metrics.MetricsChoice;
import io.jenkins.plugins.modeldelivery.canary.metrics.PrometheusCounters;
import io.jenkins.plugins.modeldelivery.canary.metrics.ServerPages;
import io.jenkins.plugins.modeldelivery.http.Authorization;
import io.jenkins.plugins.modeldelivery.http.Outbound;
import io.jenkins.plugins.modeldelivery.http.Relays;
import io.jenkins.plugins.modeldelivery.http.Requester;
import io.jenkins.plugins.modeldelivery.http.Requesters;
import io.jenkins.plugins.modeldelivery.http.Retries;
import io.jenkins.plugins.modeldelivery.kubernetes.ClusterConnection;
import io.jenkins.plugins.modeldelivery.kubernetes.Permissions;
import io.jenkins.plugins.modeldelivery.operation.Credential;
import io.jenkins.plugins.modeldelivery.operation.Workbench;
import io.jenkins.plugins.modeldelivery.prometheus.PrometheusApi;
import io.jenkins.plugins.modeldelivery.release.Router;
import io.jenkins.plugins.modeldelivery.release.RouterKind;
import io.jenkins.plugins.modeldelivery.release.kubernetes.KubernetesReleases;
import io.jenkins.plugins.modeldelivery.release.kubernetes.PodMetrics;
import io.jenkins.plugins.modeldelivery.release.kubernetes.PodRequests;
import io.jenkins.plugins.modeldelivery.release.kubernetes.Target;
import io.jenkins.plugins.modeldelivery.release.local.HaproxyRouter;
import io.jenkins.plugins.modeldelivery.release.local.LocalRouter;
import io.jenkins.plugins.modeldelivery.release.local.Selection;
import io.jenkins.plugins.modeldelivery.release.metrics.HaproxyCounters;
import io.jenkins.plugins.modeldelivery.release.metrics.MetricsSource;
import io.jenkins.plugins.modeldelivery.release.metrics.Pages;
import io.jenkins.plugins.modeldelivery.release.metrics.PodCounters;
import io.jenkins.plugins.modeldelivery.release.metrics.ProxyCounters;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

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
        Outbound leaving = request.caCredentialsId().isEmpty() ? plain : plain.trusting(authorities(request, bench));
        Requester here = REQUESTERS.get(leaving, Retries.NONE);
        Webhooks webhooks = new Webhooks(here, request);
        Requester requester = request.via().isEmpty() ? here : Relays.requester(bench, request.via(), authorities(request, bench));
        if (request.cluster() != null) {
            return toCluster(request, inputs, bench, leaving, requester, webhooks);
        }
        Set<String> asked = request.plan().judge().columns();
        if (request.traffic().kind() == RouterKind.HAPROXY) {
            HaproxyRouter haproxy = new HaproxyRouter(request.traffic().name(), leaving.destinations());
            return toServers(request, inputs, bench, requester, webhooks, haproxy, new HaproxyCounters(haproxy));
        }
        LocalRouter proxy = new LocalRouter(
                request.proxy(), bench.credential(request.credentialsId()), requester, Selection.of(request.traffic()));
        return toServers(request, inputs, bench, requester, webhooks, proxy, new ProxyCounters(proxy, asked));
    }

    private static String authorities(CanaryRequest request, Workbench bench) {
        return request.caCredentialsId().isEmpty() ? "" : bench.credential(request.caCredentialsId()).secret();
    }

    private static Connection toServers(
            CanaryRequest request, Inputs inputs, Workbench bench, Requester requester, Webhooks webhooks, Router router,
            MetricsSource counters) {
        return new Connection(
                router,
                metrics(request, requester, bench, ArmLabels::ofLabel, new Own(
                        counters,
                        authorization -> new ServerPages(requester, router, request.metrics().path(), authorization))),
                Ground.FREE,
                webhooks,
                route -> new RoundProber(new HttpSender(requester, URI.create(route.canary())), inputs.warmup()),
                () -> {});
    }

    private static Connection toCluster(
            CanaryRequest request, Inputs inputs, Workbench bench, Outbound outbound, Requester requester, Webhooks webhooks) {
        ClusterRelease release = request.cluster();
        Target target = release.target(request.workload(), request.image(), request.traffic(), inputs.manifests());
        ClusterConnection connection = release.cluster().open(bench, outbound);
        boolean throughServer = request.via().isEmpty();
        PodMetrics pods = throughServer ? new PodMetrics(connection, target) : new PodMetrics(connection, target, requester);
        List<Permissions.Needed> readsMetrics =
                request.metrics().kind() == MetricsChoice.Kind.PODS ? PodMetrics.needed(throughServer) : List.of();
        Router router = KubernetesReleases.router(connection, target, bench.clock());
        return new Connection(
                router,
                metrics(request, requester, bench, () -> arms(pods), new Own(null, authorization -> pods)),
                new ClusterGround(connection, target, router, request.plan(), readsMetrics, bench.clock()),
                webhooks,
                route -> () -> warmUp(connection, target, inputs).round(),
                connection::close);
    }

    /**
     * What the place of the workload can count.
     *
     * @param router what its router counts; null where it counts nothing
     * @param pages what its servers count, given the header that they ask for
     */
    private record Own(MetricsSource router, Function<String, Pages.Reader> pages) {}

    private static MetricsSource metrics(
            CanaryRequest request, Requester requester, Workbench bench, ArmLabels.Reader arms, Own own) {
        MetricsChoice choice = request.metrics();
        Credential credential =
                request.metricsCredentialsId().isEmpty() ? null : bench.credential(request.metricsCredentialsId());
        String authorization = credential == null ? "" : Authorization.of(credential);
        Set<String> asked = request.plan().judge().columns();
        return switch (choice.kind()) {
            case ROUTER -> own.router();
            case PODS -> new PodCounters(own.pages().apply(authorization), asked, choice.prefix());
            case JSON -> new JsonCounters(requester, choice.address(), choice.path(), authorization, asked);
            case PROMETHEUS -> new PrometheusCounters(
                    new PrometheusApi(requester, URI.create(choice.address()), credential),
                    arms, asked, request.plan().judge().expressions(), bench.clock());
        };
    }

    private static Prober warmUp(ClusterConnection connection, Target target, Inputs inputs) throws InterruptedException {
        PodRequests canary = PodRequests.toCanary(connection, target);
        return new RoundProber(request -> canary.post(request.path(), request.body()), inputs.warmup());
    }

    private static ArmLabels arms(PodMetrics pods) throws InterruptedException {
        PodMetrics.Names names = pods.names();
        return ArmLabels.ofPods(names.namespace(), names.stable(), names.canary());
    }
}
