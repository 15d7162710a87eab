package io.jenkins.plugins.modeldelivery.image.dockerfile;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.modeldelivery.image.blob.Blob;
import io.jenkins.plugins.modeldelivery.image.blob.BlobHasher;
import io.jenkins.plugins.modeldelivery.image.blob.Descriptor;
import io.jenkins.plugins.modeldelivery.image.blob.Digest;
import io.jenkins.plugins.modeldelivery.image.blob.DigestCache;
import io.jenkins.plugins.modeldelivery.image.blob.SegmentedBlob;
import io.jenkins.plugins.modeldelivery.image.layer.Compression;
import io.jenkins.plugins.modeldelivery.image.oci.BaseImage;
import io.jenkins.plugins.modeldelivery.image.oci.Json;
import io.jenkins.plugins.modeldelivery.image.oci.Platform;
import io.jenkins.plugins.modeldelivery.image.oci.StoredBlob;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/** An image as {@code docker save} writes it, taken apart into a folder. The layers are held to their digests. */
final class SavedImage {
    private static final int LARGEST_DOCUMENT = 16 << 20;
    private static final int MOST_LINKS = 8;

    private final Path folder;
    private final Compression compression;
    private final BlobHasher hasher = new BlobHasher(DigestCache.none());
    private final Map<String, Path> files = new HashMap<>();
    private final Map<String, String> links = new HashMap<>();

    SavedImage(Path folder, Compression compression) {
        this.folder = folder;
        this.compression = compression;
    }

    /**
     * The image of the archive.
     *
     * @param name what it was made of, for errors
     * @throws IOException if the archive is not what {@code docker save} writes
     */
    BaseImage read(InputStream archive, String name) throws IOException, InterruptedException {
        unpack(archive);
        JsonNode image = Json.parse(document("manifest.json")).path(0);
        JsonNode config = Json.parse(document(image.path("Config").asText()));
        JsonNode diffIds = config.path("rootfs").path("diff_ids");
        if (diffIds.size() != image.path("Layers").size()) {
            throw new IOException("the service gave an image of " + name + " whose layers do not match its configuration");
        }
        List<StoredBlob> layers = new ArrayList<>();
        for (int index = 0; index < diffIds.size(); index++) {
            Digest diffId = Digest.parse(diffIds.get(index).asText());
            layers.add(layer(file(image.path("Layers").get(index).asText()), diffId));
        }
        return new BaseImage("", null, Platform.of(config), config, layers);
    }

    private void unpack(InputStream archive) throws IOException {
        TarArchiveInputStream tar = new TarArchiveInputStream(archive);
        for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
            if (entry.isSymbolicLink() || entry.isLink()) {
                links.put(entry.getName(), target(entry));
            } else if (entry.isFile()) {
                Path file = Files.createTempFile(folder, "saved", "");
                Files.copy(tar, file, StandardCopyOption.REPLACE_EXISTING);
                files.put(entry.getName(), file);
            }
        }
    }

    private static String target(TarArchiveEntry link) {
        Path parent = Path.of(link.getName()).getParent();
        boolean relative = link.isSymbolicLink() && parent != null;
        return relative ? parent.resolve(link.getLinkName()).normalize().toString() : link.getLinkName();
    }

    private Path file(String name) throws IOException {
        String found = name;
        for (int followed = 0; followed < MOST_LINKS && links.containsKey(found); followed++) {
            found = links.get(found);
        }
        Path file = files.get(found);
        if (file == null) {
            throw new IOException("the service gave an archive without " + name);
        }
        return file;
    }

    private byte[] document(String name) throws IOException {
        Path file = file(name);
        if (Files.size(file) > LARGEST_DOCUMENT) {
            throw new IOException("the service gave an archive whose " + name + " is too large");
        }
        return Files.readAllBytes(file);
    }

    private StoredBlob layer(Path file, Digest diffId) throws IOException, InterruptedException {
        Blob content = SegmentedBlob.of(file);
        Digest digest = hasher.digest(content);
        if (!digest.equals(diffId)) {
            return new StoredBlob(new Descriptor(packing(file).mediaType(), digest, content.size()), content);
        }
        if (compression == Compression.NONE) {
            return new StoredBlob(new Descriptor(compression.mediaType(), digest, content.size()), content);
        }
        Blob compressed = compression.compress(content, folder);
        Files.delete(file);
        return new StoredBlob(
                new Descriptor(compression.mediaType(), hasher.digest(compressed), compressed.size()), compressed);
    }

    /** A layer that is not what its configuration calls it must be compressed. */
    private static Compression packing(Path file) throws IOException {
        byte[] head = new byte[4];
        try (InputStream stream = Files.newInputStream(file)) {
            stream.readNBytes(head, 0, head.length);
        }
        if ((head[0] & 0xff) == 0x1f && (head[1] & 0xff) == 0x8b) {
            return Compression.GZIP;
        }
        if ((head[0] & 0xff) == 0x28 && (head[1] & 0xff) == 0xb5) {
            return Compression.ZSTD;
        }
        throw new IOException("the service gave a layer that is not what its configuration says");
    }
}
