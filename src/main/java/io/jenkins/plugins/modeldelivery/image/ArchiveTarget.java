package io.jenkins.plugins.modeldelivery.image;

import io.jenkins.plugins.modeldelivery.image.blob.Descriptor;
import io.jenkins.plugins.modeldelivery.image.blob.Digest;
import io.jenkins.plugins.modeldelivery.image.oci.DockerArchive;
import io.jenkins.plugins.modeldelivery.image.oci.ManifestDocument;
import io.jenkins.plugins.modeldelivery.image.oci.PackagedImage;
import io.jenkins.plugins.modeldelivery.image.oci.StoredBlob;
import java.io.IOException;
import java.nio.file.Path;

/** Writes one file for {@code docker load}. Nothing can be attached to it. */
final class ArchiveTarget implements Target {
    private final Path file;
    private final String tag;
    private long sent;

    ArchiveTarget(Path file, String tag) {
        this.file = file;
        this.tag = tag;
    }

    @Override
    public void take(StoredBlob blob) {
        // The archive is written in one go at the end.
    }

    @Override
    public void finish(PackagedImage image) throws IOException {
        sent = new DockerArchive(file).write(image, tag);
    }

    @Override
    public boolean attach(ManifestDocument artifact, StoredBlob content, Descriptor subject, String artifactType) {
        return false;
    }

    @Override
    public boolean wasSent(Digest digest) {
        return true;
    }

    @Override
    public String reference(Descriptor root) {
        return "tar:" + file + "@" + root.digest();
    }

    @Override
    public long sent() {
        return sent;
    }

    @Override
    public long saved() {
        return 0;
    }
}
