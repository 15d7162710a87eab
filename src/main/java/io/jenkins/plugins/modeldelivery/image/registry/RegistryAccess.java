package io.jenkins.plugins.modeldelivery.image.registry;

import io.jenkins.plugins.modeldelivery.http.Requester;
import io.jenkins.plugins.modeldelivery.image.blob.OwnerFolder;
import io.jenkins.plugins.modeldelivery.operation.Credential;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLException;

/** The way to registries: how requests leave, who asks, and what earlier builds left on this machine. */
public final class RegistryAccess {
    private static final Duration PROBE_TIME = Duration.ofSeconds(10);

    private final Requester requester;
    private final DockerConfig dockerConfig;
    private final Optional<Credential> credential;
    private final boolean insecure;
    private final UploadSessions sessions;
    private final BaseCache baseCache;

    /**
     * Opens the way.
     *
     * @param credential for the registry that is pushed to; where it is missing {@code docker login} counts
     * @param insecure whether plain http is allowed beyond this machine
     * @param state the user's folder for upload sessions and base layers
     */
    public RegistryAccess(
            Requester requester,
            DockerConfig dockerConfig,
            Optional<Credential> credential,
            boolean insecure,
            OwnerFolder state)
            throws IOException {
        this.requester = requester;
        this.dockerConfig = dockerConfig;
        this.credential = credential;
        this.insecure = insecure;
        this.sessions = new UploadSessions(state.child("uploads"));
        this.baseCache = new BaseCache(state.child("base"));
    }

    /**
     * An image to build on.
     *
     * @param own the credential for it; where it is missing {@code docker login} counts
     */
    public RegistrySource source(Reference reference, Optional<Credential> own) throws InterruptedException {
        return new RegistrySource(session(reference, own, "pull"), baseCache);
    }

    /** A repository to push to. */
    public Repository repository(Reference reference, Transfer transfer) throws InterruptedException {
        return new Repository(session(reference, credential, "pull,push"), sessions, transfer);
    }

    private RegistrySession session(Reference reference, Optional<Credential> own, String actions)
            throws InterruptedException {
        Optional<Credential> found = own.isPresent() ? own : dockerConfig.credential(reference.host());
        boolean plainAllowed = insecure || reference.isLoopback();
        return new RegistrySession(requester, reference, found, insecure, actions, plainAllowed && speaksTls(reference));
    }

    /** Whether a registry that may speak plain http does not. Nothing secret is sent to find out. */
    private boolean speaksTls(Reference reference) throws InterruptedException {
        return !isAnswered("http", reference) && isAnswered("https", reference);
    }

    /** A server that speaks TLS answers plain http with 400, or hangs up. */
    private boolean isAnswered(String scheme, Reference reference) throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(scheme + "://" + reference.address() + "/v2/"))
                .timeout(PROBE_TIME)
                .build();
        try {
            return requester.sendOnce(request, HttpResponse.BodyHandlers.discarding()).statusCode() != 400;
        } catch (SSLException e) {
            // Whatever is wrong with its certificate, the next request tells.
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
