package io.jenkins.plugins.modeldelivery.image.registry;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.modeldelivery.image.blob.Blob;
import io.jenkins.plugins.modeldelivery.image.blob.Descriptor;
import io.jenkins.plugins.modeldelivery.image.blob.Digest;
import io.jenkins.plugins.modeldelivery.image.oci.Json;
import io.jenkins.plugins.modeldelivery.image.oci.ManifestDocument;
import io.jenkins.plugins.modeldelivery.image.oci.MediaTypes;
import io.jenkins.plugins.modeldelivery.image.oci.StoredBlob;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A repository that images are pushed to. It asks before it sends. Blobs may be pushed from several threads at once. */
public final class Repository {
    /** One request's worth of a large blob: what a broken connection or a killed build costs at most. */
    private static final long CHUNK = 64L << 20;

    private final RegistrySession session;
    private final UploadSessions sessions;
    private final Transfer transfer;
    private final long chunk;

    Repository(RegistrySession session, UploadSessions sessions, Transfer transfer) {
        this(session, sessions, transfer, CHUNK);
    }

    Repository(RegistrySession session, UploadSessions sessions, Transfer transfer, long chunk) {
        this.session = session;
        this.sessions = sessions;
        this.transfer = transfer;
        this.chunk = chunk;
    }

    /** Where this pushes to. */
    public Reference reference() {
        return session.reference();
    }

    /** Sends a blob unless the registry has it; returns whether it was sent. */
    public boolean push(StoredBlob blob) throws IOException, InterruptedException {
        long size = blob.descriptor().size();
        Quirks.of(reference().host()).checkSize(reference().host(), size);
        if (exists("/blobs/" + blob.descriptor().digest())) {
            sessions.forget(reference(), blob);
            transfer.save(size);
            return false;
        }
        transfer.expect(size);
        boolean sent = new BlobUpload(session, sessions, blob, chunk, transfer::add).send();
        if (!sent) {
            transfer.save(size);
        }
        return sent;
    }

    /**
     * Begins to send a blob whose digest is still being computed. Only a large one, and only where a registry takes chunks.
     *
     * @return empty where it does not pay
     */
    public Optional<EarlyUpload> begin(Blob content) {
        boolean pays = content.size() > chunk && Quirks.of(reference().host()).style() == Quirks.Style.CHUNKS;
        if (!pays) {
            return Optional.empty();
        }
        transfer.expect(content.size());
        return Optional.of(new EarlyUpload(session, sessions, this, content, chunk).start());
    }

    /** Whether a build that was killed left an upload here, so that going on with it saves more than beginning early. */
    public boolean hasUnfinished() throws IOException {
        return sessions.areLeft(reference());
    }

    /** Goes on with an early upload unless the registry has the blob; returns whether it was sent. */
    boolean pushRest(StoredBlob blob, EarlyUpload early) throws IOException, InterruptedException {
        if (exists("/blobs/" + blob.descriptor().digest())) {
            early.abandon();
            transfer.save(blob.descriptor().size());
            return false;
        }
        if (early.location() != null) {
            sessions.save(reference(), blob.descriptor().digest(), early.location());
        }
        return new BlobUpload(session, sessions, blob, chunk, transfer::add).send();
    }

    /** A request that sends one chunk of an upload. */
    HttpRequest chunk(URI location, Blob content, long offset, long length) {
        return HttpRequest.newBuilder(location)
                .timeout(RegistrySession.ANSWER_TIME)
                .header("Content-Type", "application/octet-stream")
                .header("Content-Range", offset + "-" + (offset + length - 1))
                .method("PATCH", new BlobPublisher(content, offset, length, true, transfer::add))
                .build();
    }

    /** What a tag leads to now, if it is there. */
    public Optional<Digest> digestOf(String tag) throws InterruptedException {
        HttpResponse<byte[]> response = session.send(manifestRequest(tag).method("HEAD", HttpRequest.BodyPublishers.noBody()).build());
        return response.statusCode() == 200
                ? response.headers().firstValue("Docker-Content-Digest").map(Digest::parse)
                : Optional.empty();
    }

    /** Puts a manifest by its digest unless it is there. */
    public void push(ManifestDocument manifest) throws InterruptedException {
        String digest = manifest.descriptor().digest().toString();
        if (digestOf(digest).isEmpty()) {
            put(manifest, digest);
        }
    }

    /** Puts a manifest under a tag unless the tag leads to it already. */
    public void tag(ManifestDocument manifest, String tag) throws InterruptedException {
        if (!digestOf(tag).equals(Optional.of(manifest.descriptor().digest()))) {
            put(manifest, tag);
        }
    }

    /**
     * Attaches an artifact to an image, unless it is attached already. A registry that keeps referrers itself says so in its answer; for the others the
     * image's referrers tag is rewritten, as the distribution specification asks.
     */
    public void attach(ManifestDocument artifact, Descriptor subject, String artifactType) throws InterruptedException, IOException {
        String digest = artifact.descriptor().digest().toString();
        if (digestOf(digest).isPresent()) {
            return;
        }
        HttpResponse<byte[]> response = put(artifact, digest);
        if (response.headers().firstValue("OCI-Subject").isPresent()) {
            return;
        }
        String tag = "sha256-" + subject.digest().hex();
        List<Map<String, Object>> entries = new ArrayList<>();
        HttpResponse<byte[]> present = session.send(manifestRequest(tag).GET().build());
        if (present.statusCode() == 200) {
            copyOthers(Json.parse(present.body()), artifact.descriptor().digest(), entries);
        }
        Map<String, Object> entry = ManifestDocument.map(artifact.descriptor());
        entry.put("artifactType", artifactType);
        entries.add(entry);
        put(ManifestDocument.index(entries, Map.of()), tag);
    }

    private static void copyOthers(JsonNode index, Digest own, List<Map<String, Object>> entries) {
        for (JsonNode node : index.path("manifests")) {
            if (!node.path("digest").asText().equals(own.toString())) {
                Map<String, Object> entry = new LinkedHashMap<>();
                node.fields().forEachRemaining(field -> entry.put(field.getKey(), field.getValue()));
                entries.add(entry);
            }
        }
    }

    private HttpResponse<byte[]> put(ManifestDocument manifest, String target) throws InterruptedException {
        HttpResponse<byte[]> response = session.send(manifestRequest(target)
                .header("Content-Type", manifest.descriptor().mediaType())
                .PUT(HttpRequest.BodyPublishers.ofByteArray(manifest.content()))
                .build());
        if (response.statusCode() / 100 != 2) {
            throw RegistryErrors.of(reference(), "the manifest " + target, response);
        }
        transfer.expect(manifest.content().length);
        transfer.add(manifest.content().length);
        return response;
    }

    private HttpRequest.Builder manifestRequest(String target) {
        return HttpRequest.newBuilder(session.uri("/manifests/" + target))
                .timeout(RegistrySession.ANSWER_TIME)
                .header("Accept", MediaTypes.ANY_MANIFEST);
    }

    /** A redirect to where the registry keeps its blobs also means that it has the blob. */
    private boolean exists(String path) throws InterruptedException {
        HttpResponse<byte[]> response = session.send(HttpRequest.newBuilder(session.uri(path))
                .timeout(RegistrySession.ANSWER_TIME)
                .method("HEAD", HttpRequest.BodyPublishers.noBody())
                .build());
        return response.statusCode() / 100 == 2 || response.statusCode() / 100 == 3;
    }
}
