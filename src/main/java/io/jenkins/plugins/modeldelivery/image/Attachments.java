package io.jenkins.plugins.modeldelivery.image;

import io.jenkins.plugins.modeldelivery.image.blob.Descriptor;
import io.jenkins.plugins.modeldelivery.image.blob.Digest;
import io.jenkins.plugins.modeldelivery.image.blob.SegmentedBlob;
import io.jenkins.plugins.modeldelivery.image.oci.ManifestDocument;
import io.jenkins.plugins.modeldelivery.image.oci.StoredBlob;
import io.jenkins.plugins.modeldelivery.image.provenance.ModelBom;
import io.jenkins.plugins.modeldelivery.image.provenance.SigningKey;
import io.jenkins.plugins.modeldelivery.image.provenance.SigstoreBundle;
import io.jenkins.plugins.modeldelivery.image.provenance.Statement;
import io.jenkins.plugins.modeldelivery.operation.Workbench;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Attaches bill of materials, provenance and signature to an image, and keeps a list of them for the report. */
final class Attachments {
    private final Target target;
    private final Descriptor image;
    private final Optional<SigningKey> key;
    private final Workbench bench;
    private final List<Map<String, Object>> attached = new ArrayList<>();

    Attachments(Target target, Descriptor image, Optional<SigningKey> key, Workbench bench) {
        this.target = target;
        this.image = image;
        this.key = key;
        this.bench = bench;
    }

    List<Map<String, Object>> attached() {
        return attached;
    }

    void billOfMaterials(byte[] bom) throws IOException, InterruptedException {
        attach(ModelBom.TYPE, bom, Map.of());
    }

    /** Attaches a statement: in a signed bundle where there is a key, else bare. */
    void statement(Statement statement) throws IOException, InterruptedException {
        Map<String, String> annotations = new LinkedHashMap<>();
        annotations.put("dev.sigstore.bundle.predicateType", statement.predicateType());
        if (key.isPresent()) {
            annotations.put("dev.sigstore.bundle.content", "dsse-envelope");
            attach(SigstoreBundle.TYPE, SigstoreBundle.json(statement, key.get()), annotations);
        } else {
            attach(Statement.TYPE, statement.json(), Map.of("in-toto.io/predicate-type", statement.predicateType()));
        }
    }

    private void attach(String type, byte[] content, Map<String, String> annotations)
            throws IOException, InterruptedException {
        Descriptor descriptor = new Descriptor(type, Digest.of(content), content.length);
        ManifestDocument manifest = ManifestDocument.artifact(
                type, ManifestDocument.emptyConfig().descriptor(), List.of(descriptor), annotations, Optional.of(image));
        if (target.attach(manifest, new StoredBlob(descriptor, SegmentedBlob.of(content)), image, type)) {
            Map<String, Object> entry = new LinkedHashMap<>();
            entry.put("type", annotations.getOrDefault("dev.sigstore.bundle.predicateType", type));
            entry.put("digest", manifest.descriptor().digest().toString());
            attached.add(entry);
            bench.log(Messages.Log_attached(entry.get("type")));
        }
    }
}
