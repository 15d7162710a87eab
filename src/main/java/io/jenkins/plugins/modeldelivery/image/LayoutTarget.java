package io.jenkins.plugins.modeldelivery.image;

import io.jenkins.plugins.modeldelivery.image.blob.Descriptor;
import io.jenkins.plugins.modeldelivery.image.blob.Digest;
import io.jenkins.plugins.modeldelivery.image.oci.ManifestDocument;
import io.jenkins.plugins.modeldelivery.image.oci.OciLayout;
import io.jenkins.plugins.modeldelivery.image.oci.PackagedImage;
import io.jenkins.plugins.modeldelivery.image.oci.StoredBlob;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** Writes a folder in the OCI image layout. */
final class LayoutTarget implements Target {
    private final OciLayout layout;
    private final String name;
    private final AtomicLong sent = new AtomicLong();
    private final AtomicLong saved = new AtomicLong();
    private final Set<Digest> written = ConcurrentHashMap.newKeySet();

    /** Writes into the layout; {@code name} is the image's name there, which may be empty. */
    LayoutTarget(OciLayout layout, String name) {
        this.layout = layout;
        this.name = name;
    }

    @Override
    public void take(StoredBlob blob) throws IOException {
        long bytes = layout.add(blob.descriptor(), blob.content());
        sent.addAndGet(bytes);
        saved.addAndGet(blob.descriptor().size() - bytes);
        if (bytes > 0) {
            written.add(blob.descriptor().digest());
        }
    }

    @Override
    public void finish(PackagedImage image) throws IOException {
        sent.addAndGet(layout.write(image, name));
    }

    @Override
    public boolean attach(ManifestDocument artifact, StoredBlob content, Descriptor subject, String artifactType)
            throws IOException {
        // Readers of a layout take its only image where none is named; a second entry would leave them with no choice.
        if (name.isEmpty()) {
            return false;
        }
        take(ManifestDocument.emptyConfig());
        take(content);
        sent.addAndGet(layout.add(artifact));
        layout.list(artifact.descriptor());
        return true;
    }

    @Override
    public boolean wasSent(Digest digest) {
        return written.contains(digest);
    }

    @Override
    public String reference(Descriptor root) {
        return layout.name() + "@" + root.digest();
    }

    @Override
    public long sent() {
        return sent.get();
    }

    @Override
    public long saved() {
        return saved.get();
    }
}
