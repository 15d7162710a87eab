package io.jenkins.plugins.modeldelivery.rollback;

import io.jenkins.plugins.modeldelivery.http.Outbound;
import io.jenkins.plugins.modeldelivery.http.Requester;
import io.jenkins.plugins.modeldelivery.http.Retries;
import io.jenkins.plugins.modeldelivery.operation.Credential;
import io.jenkins.plugins.modeldelivery.operation.LocalWorkbench;
import io.jenkins.plugins.modeldelivery.operation.Report;
import io.jenkins.plugins.modeldelivery.operation.Verdict;
import io.jenkins.plugins.modeldelivery.prometheus.AlertingStack;
import io.jenkins.plugins.modeldelivery.release.Ledger;
import io.jenkins.plugins.modeldelivery.release.Place;
import io.jenkins.plugins.modeldelivery.release.Release;
import io.jenkins.plugins.modeldelivery.release.Workload;
import io.jenkins.plugins.modeldelivery.release.local.Backends;
import io.jenkins.plugins.modeldelivery.release.local.LocalRouter;
import io.jenkins.plugins.modeldelivery.release.local.ProxyLoad;
import io.jenkins.plugins.modeldelivery.release.local.SmallServer;
import io.jenkins.plugins.modeldelivery.release.local.WeightedProxy;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;

/** A workload of which two releases are on record, the newer of them behind the real proxy, and watches over it. */
final class TwoVersions implements AutoCloseable {
    private static final String TOKEN = "a token of the test";

    final SmallServer former = new SmallServer("former");
    final SmallServer current = new SmallServer("current");
    final WeightedProxy proxy;
    final List<String> log = new CopyOnWriteArrayList<>();
    private final Path workspace;

    TwoVersions(Path workspace) throws Exception {
        this.workspace = workspace;
        InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        proxy = WeightedProxy.start(any, any, new Backends(current.address(), null), TOKEN);
        ledger().append(release("v1", former));
        ledger().append(release("v2", current));
    }

    /** A Prometheus that scrapes the proxy, with its Alertmanager; empty where they are not installed. */
    Optional<AlertingStack> alerting(Path folder) throws Exception {
        return AlertingStack.start(folder, proxy.adminAddress().getPort(), TOKEN, null, "");
    }

    ProxyLoad load() {
        return new ProxyLoad(URI.create("http://127.0.0.1:" + proxy.listenAddress().getPort() + "/predict"), 4);
    }

    /** Where the proxy sends its traffic. */
    String stable() throws InterruptedException {
        return new LocalRouter(admin(), new Credential("", TOKEN), new Requester(Outbound.of(Map.of()), Retries.NONE))
                .read()
                .stable();
    }

    private URI admin() {
        return URI.create("http://127.0.0.1:" + proxy.adminAddress().getPort());
    }

    /** A watch on a thread of its own; it looks ten times a second unless told otherwise. */
    CompletableFuture<Report> watch(Map<String, Object> given) {
        Executor ownThread = task -> new Thread(task, "watch").start();
        return CompletableFuture.supplyAsync(() -> {
            try {
                return run(given);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }, ownThread);
    }

    Report run(Map<String, Object> given) throws InterruptedException {
        Map<String, Object> all = new HashMap<>(Map.of(
                "workload", "local/fraud",
                "traffic", "local:" + admin(),
                "trafficCredentialsId", "proxy",
                "interval", "100ms"));
        all.putAll(given);
        Map<String, Credential> credentials = Map.of("proxy", new Credential("", TOKEN));
        try (LocalWorkbench bench = new LocalWorkbench(
                workspace, workspace.resolve("tmp"), credentials, Clock.systemUTC(), log::add)) {
            return new RollbackOnAlert().run(all, bench);
        }
    }

    private static Release release(String version, SmallServer server) {
        Instant now = Instant.now();
        return new Release(
                version, "registry/fraud:" + version, server.address().toString(), "", "", List.of(), Release.Outcome.PROMOTED,
                Verdict.PASS, "", now, now);
    }

    Ledger ledger() {
        return Place.local(Workload.parse("local/fraud")).ledger(workspace.resolve("model-delivery"));
    }

    @Override
    public void close() throws Exception {
        proxy.close();
        former.close();
        current.close();
    }
}
