package io.jenkins.plugins.modeldelivery.canary;

import io.jenkins.plugins.modeldelivery.http.Outbound;
import io.jenkins.plugins.modeldelivery.http.Requester;
import io.jenkins.plugins.modeldelivery.http.Requesters;
import io.jenkins.plugins.modeldelivery.http.Retries;
import io.jenkins.plugins.modeldelivery.operation.Workbench;
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
        LocalRouter proxy = new LocalRouter(request.proxy(), bench.credential(request.credentialsId()), requester);
        return new Connection(
                proxy,
                new ProxyCounters(proxy),
                new Webhooks(requester, request),
                route -> new HttpProber(requester, URI.create(route.canary()), inputs.warmup()),
                () -> {});
    }
}
