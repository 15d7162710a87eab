package io.jenkins.plugins.modeldelivery.image.registry;

import io.jenkins.plugins.modeldelivery.http.Failures;
import io.jenkins.plugins.modeldelivery.image.blob.Blob;
import io.jenkins.plugins.modeldelivery.image.blob.BlobHasher;
import io.jenkins.plugins.modeldelivery.image.blob.Descriptor;
import io.jenkins.plugins.modeldelivery.image.blob.DigestCache;
import io.jenkins.plugins.modeldelivery.image.blob.OwnerFolder;
import io.jenkins.plugins.modeldelivery.image.blob.SegmentedBlob;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Layers of base images on this machine: fetched once, when first read, and verified before they get their name. */
public final class BaseCache {
    private static final Duration KEPT = Duration.ofDays(30);

    private final OwnerFolder folder;

    public BaseCache(OwnerFolder folder) throws IOException {
        this.folder = folder;
        folder.dropOlderThan(KEPT);
    }

    Blob blob(RegistrySession session, Descriptor descriptor) {
        return new Fetched(session, descriptor);
    }

    /** A layer that is fetched when it is opened. */
    private final class Fetched implements Blob {
        private final RegistrySession session;
        private final Descriptor descriptor;

        private Fetched(RegistrySession session, Descriptor descriptor) {
            this.session = session;
            this.descriptor = descriptor;
        }

        @Override
        public long size() {
            return descriptor.size();
        }

        @Override
        public String identity() {
            return descriptor.digest().hex();
        }

        /** Its name in the cache, for people. */
        @Override
        public String toString() {
            return folder.path(identity()).toString();
        }

        @Override
        public synchronized InputStream open(long offset) throws IOException {
            Path file = folder.path(descriptor.digest().hex());
            try {
                if (!Files.exists(file)) {
                    fetch(file);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException("cancelled while the base image was being fetched");
            }
            Files.setLastModifiedTime(file, FileTime.from(Instant.now()));
            return SegmentedBlob.of(file).open(offset);
        }

        private void fetch(Path file) throws IOException, InterruptedException {
            Path part = Files.createTempFile(folder.path(""), "base", ".part");
            try {
                for (int attempt = 1; Files.size(part) < descriptor.size(); attempt++) {
                    fetchRest(part, attempt);
                }
                if (!new BlobHasher(DigestCache.none()).digest(SegmentedBlob.of(part)).equals(descriptor.digest())) {
                    throw new IOException("registry " + session.reference().host() + " gave something else than the layer "
                            + descriptor.digest());
                }
                Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(part);
            }
        }

        /** Fetches from where the last attempt stopped. */
        private void fetchRest(Path part, int attempt) throws IOException, InterruptedException {
            URI uri = session.uri("/blobs/" + descriptor.digest());
            long have = Files.size(part);
            try {
                HttpResponse<InputStream> response = session.open(HttpRequest.newBuilder(uri)
                        .timeout(RegistrySession.ANSWER_TIME)
                        .header("Range", "bytes=" + have + "-")
                        .build());
                append(part, have, response);
            } catch (IOException e) {
                if (attempt >= session.requester().attempts()) {
                    throw Failures.unreachable(uri, e);
                }
                session.requester().pauseAfter(attempt, Optional.empty());
            }
        }

        private void append(Path part, long have, HttpResponse<InputStream> response) throws IOException {
            try (InputStream body = response.body()) {
                if (response.statusCode() != 200 && response.statusCode() != 206) {
                    throw new IOException("status " + response.statusCode());
                }
                StandardOpenOption mode = response.statusCode() == 206 && have > 0
                        ? StandardOpenOption.APPEND
                        : StandardOpenOption.TRUNCATE_EXISTING;
                try (OutputStream target = Files.newOutputStream(part, StandardOpenOption.WRITE, mode)) {
                    body.transferTo(target);
                }
            }
        }
    }
}
