package io.jenkins.plugins.modeldelivery.image.registry;

import io.jenkins.plugins.modeldelivery.http.Requester;
import io.jenkins.plugins.modeldelivery.image.blob.OwnerFolder;
import io.jenkins.plugins.modeldelivery.operation.Credential;
import java.io.IOException;
import java.util.Optional;

/** The way to registries: how requests leave, who asks, and what earlier builds left on this machine. */
public final class RegistryAccess {
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
        return new RegistrySession(requester, reference, found, insecure, actions);
    }
}
