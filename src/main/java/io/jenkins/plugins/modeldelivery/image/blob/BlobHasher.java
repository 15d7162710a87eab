package io.jenkins.plugins.modeldelivery.image.blob;

import io.jenkins.plugins.modeldelivery.operation.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.Optional;

/** Computes digests of blobs in one pass and with one buffer, asking the cache first. */
public final class BlobHasher {
    /** Large enough that reading costs little beside hashing, small enough to stay in a core's own cache. */
    private static final int BUFFER = 256 << 10;

    private final DigestCache cache;

    public BlobHasher(DigestCache cache) {
        this.cache = cache;
    }

    /**
     * The digest of a blob.
     *
     * @throws IOException if it cannot be read or was changed meanwhile
     * @throws InterruptedException if the thread was interrupted
     */
    public Digest digest(Blob blob) throws IOException, InterruptedException {
        String identity = blob.identity();
        Optional<Digest> known = identity.isEmpty() ? Optional.empty() : cache.find(identity);
        if (known.isPresent()) {
            return known.get();
        }
        Digest digest = hash(blob);
        if (!identity.isEmpty()) {
            cache.store(identity, digest);
        }
        return digest;
    }

    /** Whether the cache has the digest. */
    public boolean isKnown(Blob blob) throws IOException {
        String identity = blob.identity();
        return !identity.isEmpty() && cache.find(identity).isPresent();
    }

    /**
     * The digest of a blob as it is now, whatever the cache says.
     *
     * @throws IOException if it cannot be read or was changed meanwhile
     * @throws InterruptedException if the thread was interrupted
     */
    public static Digest hash(Blob blob) throws IOException, InterruptedException {
        MessageDigest digest = Sha256.digest();
        byte[] buffer = new byte[BUFFER];
        try (InputStream stream = blob.open(0)) {
            for (int read = stream.read(buffer); read >= 0; read = stream.read(buffer)) {
                digest.update(buffer, 0, read);
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
            }
        }
        return Digest.finished(digest);
    }
}
