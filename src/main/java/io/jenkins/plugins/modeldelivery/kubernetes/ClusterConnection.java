package io.jenkins.plugins.modeldelivery.kubernetes;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.jenkins.plugins.modeldelivery.http.Outbound;
import io.jenkins.plugins.modeldelivery.http.ProxyServer;
import io.jenkins.plugins.modeldelivery.operation.Credential;
import io.jenkins.plugins.modeldelivery.operation.InvalidInputException;
import io.jenkins.plugins.modeldelivery.operation.SurroundingsException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** A connection to one API server. What fails is one line that names what was asked for, the cause and the cure. */
public final class ClusterConnection implements AutoCloseable {
    private static final int CONNECT_MILLIS = 10_000;
    private static final int REQUEST_MILLIS = 20_000;
    private static final int RETRIES = 2;
    private static final int FIRST_RETRY_MILLIS = 200;
    private static final int WRITE_ATTEMPTS = 5;
    private static final int CONFLICT = 409;

    private final KubernetesClient client;
    private final Runnable closing;

    /** A connection by a client that is configured already; it is closed with the connection. */
    public ClusterConnection(KubernetesClient client) {
        this(client, client::close);
    }

    /** A connection by a client of somebody else, who is told when it is no longer used. */
    ClusterConnection(KubernetesClient client, Runnable closing) {
        this.client = client;
        this.closing = closing;
    }

    /**
     * Opens a connection; nothing is sent yet.
     *
     * @throws InvalidInputException if the server is not an allowed destination or the access cannot be used
     * @throws SurroundingsException if the server's name cannot be resolved
     */
    public static ClusterConnection open(ClusterAccess access, Outbound outbound) {
        outbound.destinations().check(access.server());
        return new ClusterConnection(connect(access, outbound));
    }

    /** A client that goes there; nothing is sent yet. */
    static KubernetesClient connect(ClusterAccess access, Outbound outbound) {
        try {
            return new KubernetesClientBuilder().withConfig(config(access, outbound)).build();
        } catch (RuntimeException e) {
            throw new InvalidInputException("kubeconfig: its certificate, key or authority cannot be used;"
                    + " store the output of 'kubectl config view --minify --flatten' again", e);
        }
    }

    /** The client for requests within {@link #ask}. */
    public KubernetesClient client() {
        return client;
    }

    /** Where it leads, without anything secret. */
    public String server() {
        return client.getMasterUrl().toString();
    }

    /**
     * Sends a request.
     *
     * @param what names it, as in {@code get deployment ml/fraud}
     * @throws InvalidInputException if it is refused: the credential, a permission, the object's form
     * @throws SurroundingsException if it is not answered, or cannot be carried out now
     */
    public <T> T ask(String what, Supplier<T> request) throws InterruptedException {
        try {
            return request.get();
        } catch (KubernetesClientException e) {
            throw failure(what, e);
        }
    }

    /**
     * Changes one object as it is now: what somebody else writes in between is read again, never overwritten. Nothing is
     * written where nothing changes.
     *
     * @param what names the object, as in {@code deployment ml/fraud}
     * @param read gets it; null when it is gone
     * @param change gets a copy and returns what it shall be
     * @return the object as the server keeps it
     * @throws InvalidInputException also if it is gone
     */
    public <T extends HasMetadata> T edit(String what, Supplier<T> read, UnaryOperator<T> change)
            throws InterruptedException {
        return edit(what, read, change, wanted -> client.resource(wanted).update());
    }

    /**
     * The same for kinds that the client does not know by itself.
     *
     * @param write replaces the object, if it still has the resource version that was read
     */
    public <T extends HasMetadata> T edit(String what, Supplier<T> read, UnaryOperator<T> change, UnaryOperator<T> write)
            throws InterruptedException {
        for (int attempt = 1; ; attempt++) {
            T found = ask("get " + what, read);
            if (found == null) {
                throw new InvalidInputException(what + " is gone; somebody deleted it meanwhile");
            }
            T wanted = change.apply(Serialization.clone(found));
            if (wanted.equals(found)) {
                return found;
            }
            try {
                return write.apply(wanted);
            } catch (KubernetesClientException e) {
                if (e.getCode() != CONFLICT || attempt == WRITE_ATTEMPTS) {
                    throw failure("update " + what, e);
                }
            }
        }
    }

    @Override
    public void close() {
        closing.run();
    }

    private RuntimeException failure(String what, KubernetesClientException failure) throws InterruptedException {
        if (Thread.interrupted() || failure.getCause() instanceof InterruptedException) {
            throw new InterruptedException();
        }
        return ApiFailures.of(what, server(), failure);
    }

    private static Config config(ClusterAccess access, Outbound outbound) {
        ClusterAccess.Identity identity = access.identity();
        Config config = new ConfigBuilder(Config.empty())
                .withMasterUrl(access.server().toString())
                .withCaCertData(base64(authorities(access, outbound)))
                .withClientCertData(base64(identity.certificate()))
                .withClientKeyData(base64(identity.key()))
                .withOauthToken(orNull(identity.token()))
                .withUsername(orNull(identity.username()))
                .withPassword(orNull(identity.password()))
                .withNamespace(access.namespace().isEmpty() ? "default" : access.namespace())
                .withTrustCerts(false)
                .withConnectionTimeout(CONNECT_MILLIS)
                .withRequestTimeout(REQUEST_MILLIS)
                .withRequestRetryBackoffLimit(RETRIES)
                .withRequestRetryBackoffInterval(FIRST_RETRY_MILLIS)
                .build();
        setProxy(config, access, outbound.proxy());
        return config;
    }

    private static void setProxy(Config config, ClusterAccess access, ProxyServer proxy) {
        if (!proxy.serves(access.server().getHost())) {
            return;
        }
        String address = "http://" + proxy.host() + ":" + proxy.port();
        config.setHttpProxy(address);
        config.setHttpsProxy(address);
        Credential credential = proxy.credential();
        if (credential != null) {
            config.setProxyUsername(credential.username());
            config.setProxyPassword(credential.secret());
        }
    }

    private static String authorities(ClusterAccess access, Outbound outbound) {
        return (access.authority() + "\n" + outbound.authorities()).strip();
    }

    private static String base64(String text) {
        return text.isBlank() ? null : Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String orNull(String text) {
        return text.isEmpty() ? null : text;
    }
}
