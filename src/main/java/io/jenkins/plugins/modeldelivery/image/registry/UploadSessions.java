package io.jenkins.plugins.modeldelivery.image.registry;

import io.jenkins.plugins.modeldelivery.image.blob.Blob;
import io.jenkins.plugins.modeldelivery.image.blob.Digest;
import io.jenkins.plugins.modeldelivery.image.blob.OwnerFolder;
import io.jenkins.plugins.modeldelivery.image.oci.StoredBlob;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

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

    /** Where uploads of a blob were begun: with its digest, and while that was still being computed. */
    List<URI> find(Reference reference, StoredBlob blob) throws IOException {
        List<URI> found = new ArrayList<>();
        for (String key : keys(blob)) {
            try {
                folder.read(name(reference, key)).map(URI::create).ifPresent(found::add);
            } catch (IllegalArgumentException e) {
                folder.delete(name(reference, key));
            }
        }
        return found;
    }

    /** Whether an upload to this repository was begun and did not end. */
    boolean areLeft(Reference reference) throws IOException {
        return folder.holds(prefix(reference));
    }

    void save(Reference reference, Digest digest, URI location) throws IOException {
        folder.write(name(reference, digest.toString()), location.toString());
    }

    /** Saves where content goes whose digest is not known yet; content that may change unseen is not remembered. */
    void save(Reference reference, Blob content, URI location) throws IOException {
        if (!content.identity().isEmpty()) {
            folder.write(name(reference, content.identity()), location.toString());
        }
    }

    void forget(Reference reference, StoredBlob blob) throws IOException {
        for (String key : keys(blob)) {
            folder.delete(name(reference, key));
        }
    }

    void forget(Reference reference, Blob content) throws IOException {
        folder.delete(name(reference, content.identity()));
    }

    private static List<String> keys(StoredBlob blob) {
        return List.of(blob.descriptor().digest().toString(), blob.content().identity());
    }

    private static String name(Reference reference, String key) {
        return prefix(reference) + hex(key);
    }

    private static String prefix(Reference reference) {
        return hex(reference.host() + "/" + reference.repository()) + "-";
    }

    private static String hex(String key) {
        return Digest.of(key.getBytes(StandardCharsets.UTF_8)).hex();
    }
}
