package io.jenkins.plugins.modeldelivery.image.oci;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.modeldelivery.image.blob.Blob;
import io.jenkins.plugins.modeldelivery.image.blob.Descriptor;
import io.jenkins.plugins.modeldelivery.image.blob.Digest;
import io.jenkins.plugins.modeldelivery.image.blob.SegmentedBlob;
import io.jenkins.plugins.modeldelivery.image.blob.VerifiedBlob;
import io.jenkins.plugins.modeldelivery.operation.InvalidInputException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** A folder in the OCI image layout: written as an output, read as a base. */
public final class OciLayout implements ContentSource {
    static final byte[] LAYOUT = "{\"imageLayoutVersion\":\"1.0.0\"}".getBytes(StandardCharsets.UTF_8);
    private static final String REFERENCE_NAME = "org.opencontainers.image.ref.name";
    private static final int LARGEST_DOCUMENT = 16 << 20;

    private final Path folder;

    public OciLayout(Path folder) {
        this.folder = folder;
    }

    /** Writes an image under a name, beside the images of other names; returns the bytes written. */
    public long write(PackagedImage image, String name) throws IOException {
        long written = 0;
        for (StoredBlob blob : image.blobs().values()) {
            written += add(blob.descriptor(), blob.content());
        }
        for (ManifestDocument manifest : image.manifests()) {
            written += add(manifest);
        }
        replace(folder.resolve("oci-layout"), SegmentedBlob.of(LAYOUT));
        List<Map<String, Object>> entries = otherEntries(name);
        Map<String, String> annotations = name.isEmpty() ? Map.of() : Map.of(REFERENCE_NAME, name);
        Descriptor root = image.root();
        entries.add(ManifestDocument.map(new Descriptor(root.mediaType(), root.digest(), root.size(), annotations)));
        replace(folder.resolve("index.json"), SegmentedBlob.of(ManifestDocument.index(entries, Map.of()).content()));
        return written;
    }

    /** Adds a manifest that nothing but its digest leads to. */
    public long add(ManifestDocument manifest) throws IOException {
        return add(manifest.descriptor(), SegmentedBlob.of(manifest.content()));
    }

    /**
     * Adds a blob unless it is there; returns the bytes written.
     *
     * @throws InvalidInputException if the content has another digest; the layout is then without it
     */
    public long add(Descriptor descriptor, Blob content) throws IOException {
        Path file = file(descriptor.digest());
        if (Files.isRegularFile(file) && Files.size(file) == descriptor.size()) {
            return 0;
        }
        replace(file, new VerifiedBlob(descriptor.digest(), content));
        return descriptor.size();
    }

    /** Adds an entry to the index, as for something attached to an image. */
    public void list(Descriptor descriptor) throws IOException {
        List<Map<String, Object>> entries = entries(entry -> !entry.path("digest").asText().equals(descriptor.digest().toString()));
        entries.add(ManifestDocument.map(descriptor));
        replace(folder.resolve("index.json"), SegmentedBlob.of(ManifestDocument.index(entries, Map.of()).content()));
    }

    @Override
    public String name() {
        return "oci:" + folder;
    }

    @Override
    public Descriptor root() throws IOException {
        JsonNode manifests = Json.parse(read(folder.resolve("index.json"))).path("manifests");
        if (manifests.isEmpty()) {
            throw new InvalidInputException("base '" + name() + "' is an OCI layout without an image; build one into it");
        }
        JsonNode entry = manifests.get(0);
        return new Descriptor(entry.path("mediaType").asText(), Digest.parse(entry.path("digest").asText()),
                entry.path("size").asLong());
    }

    @Override
    public byte[] manifest(Descriptor descriptor) throws IOException {
        return document(descriptor);
    }

    @Override
    public byte[] document(Descriptor descriptor) throws IOException {
        byte[] content = read(file(descriptor.digest()));
        if (!Digest.of(content).equals(descriptor.digest())) {
            throw new IOException(file(descriptor.digest()) + " is not what its name says");
        }
        return content;
    }

    @Override
    public StoredBlob layer(Descriptor descriptor) {
        try {
            return new StoredBlob(descriptor, SegmentedBlob.of(file(descriptor.digest())));
        } catch (IOException e) {
            throw new InvalidInputException("base '" + name() + "' lacks its layer " + descriptor.digest()
                    + "; copy the image into it again", e);
        }
    }

    private Path file(Digest digest) {
        return folder.resolve("blobs").resolve("sha256").resolve(digest.hex());
    }

    private static byte[] read(Path file) throws IOException {
        if (Files.size(file) > LARGEST_DOCUMENT) {
            throw new IOException(file + " is too large for a manifest");
        }
        return Files.readAllBytes(file);
    }

    private List<Map<String, Object>> otherEntries(String name) throws IOException {
        return entries(entry -> !name.equals(entry.path("annotations").path(REFERENCE_NAME).asText()));
    }

    private List<Map<String, Object>> entries(Predicate<JsonNode> kept) throws IOException {
        List<Map<String, Object>> entries = new ArrayList<>();
        Path index = folder.resolve("index.json");
        if (Files.exists(index)) {
            for (JsonNode entry : Json.parse(read(index)).path("manifests")) {
                if (kept.test(entry)) {
                    Map<String, Object> copy = new LinkedHashMap<>();
                    entry.fields().forEachRemaining(field -> copy.put(field.getKey(), field.getValue()));
                    entries.add(copy);
                }
            }
        }
        return entries;
    }

    /** Writes beside the target first, so that a killed build leaves no half of a file behind its name. */
    static void replace(Path file, Blob content) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        Path temporary = file.resolveSibling(file.getFileName() + ".part");
        try (InputStream stream = content.open(0)) {
            Files.copy(stream, temporary, StandardCopyOption.REPLACE_EXISTING);
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }
}
