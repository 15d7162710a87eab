package io.jenkins.plugins.modeldelivery.release.local;

import io.jenkins.plugins.modeldelivery.http.Outbound;
import io.jenkins.plugins.modeldelivery.http.Requester;
import io.jenkins.plugins.modeldelivery.http.Retries;
import io.jenkins.plugins.modeldelivery.operation.Credential;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Map;

/** Two model servers behind the real proxy, which sends everything to the first until it is told otherwise. */
public final class ProxiedVersions implements AutoCloseable {
    public static final Credential TOKEN = new Credential("", "a token of the test");

    public final SmallServer stable;
    public final SmallServer canary;
    public final WeightedProxy proxy;

    public ProxiedVersions() throws IOException {
        this("stable", "canary");
    }

    /** Each server answers with its name. */
    public ProxiedVersions(String stableName, String canaryName) throws IOException {
        this(new SmallServer(stableName), new SmallServer(canaryName));
    }

    /** The servers are closed with the proxy. */
    public ProxiedVersions(SmallServer stable, SmallServer canary) {
        this.stable = stable;
        this.canary = canary;
        InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        proxy = WeightedProxy.start(any, any, new Backends(stable.address(), canary.address()), TOKEN.secret());
    }

    /** Where its clients ask. */
    public URI front() {
        return URI.create("http://127.0.0.1:" + proxy.listenAddress().getPort() + "/predict");
    }

    public URI admin() {
        return URI.create("http://127.0.0.1:" + adminPort());
    }

    public int adminPort() {
        return proxy.adminAddress().getPort();
    }

    /** The parameter {@code traffic} of a step. */
    public String traffic() {
        return "local:" + admin();
    }

    public ProxyLoad load(int clients) {
        return new ProxyLoad(front(), clients);
    }

    public LocalRouter router() {
        return new LocalRouter(admin(), TOKEN, new Requester(Outbound.of(Map.of()), Retries.NONE));
    }

    @Override
    public void close() {
        proxy.close();
        stable.close();
        canary.close();
    }
}
