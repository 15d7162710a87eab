package io.jenkins.plugins.modeldelivery.image.oci;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.modeldelivery.image.blob.Descriptor;
import io.jenkins.plugins.modeldelivery.image.blob.Digest;
import io.jenkins.plugins.modeldelivery.image.blob.SegmentedBlob;
import io.jenkins.plugins.modeldelivery.image.layer.BuiltLayer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Puts layers on base images and writes configurations, manifests and, for several platforms, the index. */
public final class ImageAssembler {
    private final List<BuiltLayer> layers;
    private final RunSettings settings;
    private final Map<String, String> annotations;
    private final Instant created;
    private final Map<String, StoredBlob> blobs = new LinkedHashMap<>();

    /**
     * Prepares an image.
     *
     * @param created what the image says of when it was made: no clock, so that equal input gives equal bytes
     */
    public ImageAssembler(
            List<BuiltLayer> layers, RunSettings settings, Map<String, String> annotations, Instant created) {
        this.layers = List.copyOf(layers);
        this.settings = settings;
        this.annotations = Map.copyOf(annotations);
        this.created = created;
    }

    /** The image on these bases: one manifest, or an index where there are several. */
    public PackagedImage assemble(List<BaseImage> bases) {
        List<ManifestDocument> manifests = new ArrayList<>();
        Map<Platform, Descriptor> byPlatform = new LinkedHashMap<>();
        for (BaseImage base : bases) {
            ManifestDocument manifest = manifest(base);
            manifests.add(manifest);
            byPlatform.put(base.platform(), manifest.descriptor());
        }
        if (bases.size() > 1) {
            manifests.add(ManifestDocument.index(byPlatform, annotations));
        }
        return new PackagedImage(manifests, blobs);
    }

    private ManifestDocument manifest(BaseImage base) {
        byte[] config = Json.bytes(config(base));
        Descriptor configDescriptor = new Descriptor(MediaTypes.CONFIG, Digest.of(config), config.length);
        List<Descriptor> descriptors = new ArrayList<>();
        for (StoredBlob layer : base.layers()) {
            descriptors.add(added(layer));
        }
        for (BuiltLayer layer : layers) {
            descriptors.add(added(new StoredBlob(layer.descriptor(), layer.blob())));
        }
        added(new StoredBlob(configDescriptor, SegmentedBlob.of(config)));
        Map<String, String> all = new TreeMap<>(annotations);
        if (base.digest() != null) {
            all.put("org.opencontainers.image.base.name", base.name());
            all.put("org.opencontainers.image.base.digest", base.digest().toString());
        }
        return ManifestDocument.image(configDescriptor, descriptors, all);
    }

    private Descriptor added(StoredBlob blob) {
        blobs.putIfAbsent(blob.descriptor().digest().toString(), blob);
        return blob.descriptor();
    }

    private ObjectNode config(BaseImage base) {
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        ObjectNode config = base.config().isObject() ? base.config().deepCopy() : nodes.objectNode();
        config.put("created", created.toString());
        config.put("architecture", base.platform().architecture());
        config.put("os", base.platform().os());
        if (!base.platform().variant().isEmpty()) {
            config.put("variant", base.platform().variant());
        }
        configureRun(config.withObjectProperty("config"));
        ObjectNode rootfs = config.withObjectProperty("rootfs");
        rootfs.put("type", "layers");
        ArrayNode diffIds = rootfs.withArrayProperty("diff_ids");
        ArrayNode history = config.withArrayProperty("history");
        for (BuiltLayer layer : layers) {
            diffIds.add(layer.diffId().toString());
            history.addObject()
                    .put("created", created.toString())
                    .put("created_by", "buildModelImage " + layer.plan().kind().name().toLowerCase(Locale.ROOT));
        }
        return config;
    }

    private void configureRun(ObjectNode run) {
        if (!settings.entrypoint().isEmpty()) {
            ArrayNode entrypoint = run.putArray("Entrypoint");
            settings.entrypoint().forEach(entrypoint::add);
            run.remove("Cmd");
        }
        settings.environment().forEach(variable -> setVariable(run.withArrayProperty("Env"), variable));
        settings.ports().forEach(port -> run.withObjectProperty("ExposedPorts").putObject(port + "/tcp"));
        if (!settings.user().isEmpty()) {
            run.put("User", settings.user());
        }
        settings.labels().forEach((name, value) -> run.withObjectProperty("Labels").put(name, value));
    }

    private static void setVariable(ArrayNode environment, String variable) {
        String name = variable.substring(0, variable.indexOf('=') + 1);
        for (int index = 0; index < environment.size(); index++) {
            if (environment.get(index).asText().startsWith(name)) {
                environment.set(index, variable);
                return;
            }
        }
        environment.add(variable);
    }
}
