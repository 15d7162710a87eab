package io.jenkins.plugins.modeldelivery.image.blob;

import io.jenkins.plugins.modeldelivery.operation.InvalidInputException;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** Digests of blobs that were hashed before, one small file each in a folder of the user's. */
public final class DigestCache {
    private static final Duration KEPT = Duration.ofDays(90);

    private final Optional<OwnerFolder> folder;

    private DigestCache(Optional<OwnerFolder> folder) {
        this.folder = folder;
    }

    /** The cache in this folder; what nobody asked for in 90 days is dropped. */
    public static DigestCache in(OwnerFolder folder) throws IOException {
        folder.dropOlderThan(KEPT);
        return new DigestCache(Optional.of(folder));
    }

    /** Knows nothing and remembers nothing. */
    public static DigestCache none() {
        return new DigestCache(Optional.empty());
    }

    Optional<Digest> find(String identity) throws IOException {
        Optional<String> text = folder.isPresent() ? folder.get().read(identity) : Optional.empty();
        try {
            return text.map(Digest::parse);
        } catch (InvalidInputException e) {
            return Optional.empty();
        }
    }

    void store(String identity, Digest digest) throws IOException {
        if (folder.isPresent()) {
            folder.get().write(identity, digest.toString());
        }
    }
}
