package io.jenkins.plugins.modeldelivery.image.registry;

import io.jenkins.plugins.modeldelivery.image.blob.Digest;
import io.jenkins.plugins.modeldelivery.image.blob.OwnerFolder;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/**
 * The addresses of uploads that were begun, so that the next build goes on where a killed one stopped. Such an address
 * lets whoever has it write to the registry: the folder is its owner's alone and lies outside the workspace.
 */
public final class UploadSessions {
    /** Registries forget an upload after about a week. */
    private static final Duration KEPT = Duration.ofDays(7);

    private final OwnerFolder folder;

    public UploadSessions(OwnerFolder folder) throws IOException {
        this.folder = folder;
        folder.dropOlderThan(KEPT);
    }

    Optional<URI> find(Reference reference, Digest digest) throws IOException {
        try {
            return folder.read(name(reference, digest)).map(URI::create);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    void save(Reference reference, Digest digest, URI location) throws IOException {
        folder.write(name(reference, digest), location.toString());
    }

    void forget(Reference reference, Digest digest) throws IOException {
        folder.delete(name(reference, digest));
    }

    private static String name(Reference reference, Digest digest) {
        String key = reference.host() + "/" + reference.repository() + "@" + digest;
        return Digest.of(key.getBytes(StandardCharsets.UTF_8)).hex();
    }
}
