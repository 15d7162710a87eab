package io.jenkins.plugins.modeldelivery.image.oci;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.modeldelivery.image.blob.Descriptor;
import io.jenkins.plugins.modeldelivery.image.blob.Digest;
import io.jenkins.plugins.modeldelivery.operation.InvalidInputException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Reads a base image: chooses the platform from an index, then configuration and layers. */
public final class BaseImageReader {
    private final ContentSource source;

    public BaseImageReader(ContentSource source) {
        this.source = source;
    }

    /**
     * The base for a platform. Its layers are not fetched here.
     *
     * @throws InvalidInputException if the base has no image for the platform, or one that cannot be built on
     */
    public BaseImage read(Platform platform) throws IOException, InterruptedException {
        Descriptor root = source.root();
        Descriptor chosen = MediaTypes.isIndex(root.mediaType()) ? choose(root, platform) : root;
        JsonNode manifest = Json.parse(source.manifest(chosen));
        JsonNode config = Json.parse(source.document(descriptor(manifest.path("config"))));
        Platform found = Platform.of(config);
        if (!platform.accepts(found)) {
            throw new InvalidInputException("base '" + source.name() + "' is for " + found + ", not for " + platform
                    + "; choose another base or set platforms");
        }
        List<StoredBlob> layers = layers(manifest);
        if (config.path("rootfs").path("diff_ids").size() != layers.size()) {
            throw new InvalidInputException(
                    "base '" + source.name() + "' is no runnable image: its layers do not match its configuration");
        }
        return new BaseImage(source.name(), root.digest(), found, config, layers);
    }

    private Descriptor choose(Descriptor index, Platform platform) throws IOException, InterruptedException {
        List<String> offered = new ArrayList<>();
        for (JsonNode entry : Json.parse(source.manifest(index)).path("manifests")) {
            Platform candidate = Platform.of(entry.path("platform"));
            if (MediaTypes.isManifest(entry.path("mediaType").asText()) && platform.accepts(candidate)) {
                return descriptor(entry);
            }
            offered.add(candidate.toString());
        }
        throw new InvalidInputException("base '" + source.name() + "' has no image for " + platform + "; it has "
                + String.join(", ", offered));
    }

    private List<StoredBlob> layers(JsonNode manifest) throws IOException {
        List<StoredBlob> layers = new ArrayList<>();
        for (JsonNode node : manifest.path("layers")) {
            Descriptor layer = descriptor(node);
            String mediaType = MediaTypes.ociLayer(layer.mediaType());
            if (!mediaType.startsWith("application/vnd.oci.image.layer.v1.tar")) {
                throw new InvalidInputException("base '" + source.name() + "' has a layer of the kind " + mediaType
                        + ", which cannot be redistributed or run; choose another base");
            }
            layers.add(source.layer(new Descriptor(mediaType, layer.digest(), layer.size())));
        }
        return layers;
    }

    private static Descriptor descriptor(JsonNode node) throws IOException {
        if (!node.path("digest").isTextual() || !node.path("size").canConvertToLong()) {
            throw new IOException("the manifest has an entry without digest or size");
        }
        return new Descriptor(
                node.path("mediaType").asText(), Digest.parse(node.path("digest").asText()), node.path("size").asLong());
    }
}
