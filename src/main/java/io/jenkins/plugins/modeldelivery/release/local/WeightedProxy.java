package io.jenkins.plugins.modeldelivery.release.local;

import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import io.jenkins.plugins.modeldelivery.operation.SurroundingsException;
import io.jenkins.plugins.modeldelivery.prometheus.ExpositionWriter;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A reverse proxy for HTTP/1.1 that shares traffic between two servers by weight, counts what each answers, and is
 * steered over a second address. Connections to both sides are kept and used again.
 */
public final class WeightedProxy implements AutoCloseable {
    private static final int BACKLOG = 1024;
    private static final int PATIENCE_SECONDS = 10;

    private final HttpServer traffic;
    private final HttpServer admin;
    private final Forwarding forwarding;
    private final ExecutorService workers = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "proxy");
        thread.setDaemon(true);
        return thread;
    });

    private WeightedProxy(HttpServer traffic, HttpServer admin, Forwarding forwarding) {
        this.traffic = traffic;
        this.admin = admin;
        this.forwarding = forwarding;
    }

    /**
     * Opens both addresses and begins to serve.
     *
     * @param token what every request to {@code admin} must bear
     * @throws SurroundingsException if an address cannot be opened
     */
    public static WeightedProxy start(InetSocketAddress listen, InetSocketAddress admin, Backends backends, String token) {
        Map<Arm, ArmCounters> counters = new EnumMap<>(Arm.class);
        for (Arm arm : Arm.values()) {
            counters.put(arm, new ArmCounters());
        }
        Disagreement disagreement = new Disagreement();
        HttpServer traffic = open(listen);
        HttpServer administration;
        try {
            administration = open(admin);
        } catch (SurroundingsException e) {
            traffic.stop(0);
            throw e;
        }
        Forwarding forwarding = new Forwarding(backends, counters, disagreement);
        WeightedProxy proxy = new WeightedProxy(traffic, administration, forwarding);
        proxy.serve(traffic, forwarding);
        proxy.serve(administration, new AdminApi(backends, () -> page(counters, disagreement), token));
        return proxy;
    }

    /**
     * Makes this process fit to be a proxy; called before the first server or client is made. An answer leaves at once
     * instead of waiting for the acknowledgement of its header, and a kept connection is given up before common servers
     * close it, since a request that meets such a closing cannot be repeated safely.
     */
    public static void tuneProcess() {
        System.setProperty("sun.net.httpserver.nodelay", "true");
        System.setProperty("jdk.httpclient.keepalive.timeout", "4");
    }

    /** Where requests are taken; tells the port when zero was asked for. */
    public InetSocketAddress listenAddress() {
        return traffic.getAddress();
    }

    public InetSocketAddress adminAddress() {
        return admin.getAddress();
    }

    /** Takes no more connections, lets requests under way end, at most ten seconds, and stops. */
    @Override
    public void close() {
        admin.stop(0);
        // This server waits all its patience through when nothing is under way.
        traffic.stop(forwarding.isBusy() ? PATIENCE_SECONDS : 0);
        workers.shutdownNow();
    }

    private void serve(HttpServer server, HttpHandler handler) {
        server.setExecutor(workers);
        server.createContext("/", handler);
        server.start();
    }

    private static String page(Map<Arm, ArmCounters> counters, Disagreement disagreement) {
        ExpositionWriter page = ProxyMetrics.newPage();
        counters.forEach((arm, counter) -> counter.expose(arm, page));
        disagreement.expose(page);
        return page.page();
    }

    private static HttpServer open(InetSocketAddress address) {
        try {
            return HttpServer.create(address, BACKLOG);
        } catch (IOException e) {
            throw new SurroundingsException("cannot listen on " + address.getHostString() + ":" + address.getPort() + ": "
                    + e.getMessage() + "; choose a free port of this machine", e);
        }
    }
}
