package io.jenkins.plugins.modeldelivery.image;

import io.jenkins.plugins.modeldelivery.image.blob.Descriptor;
import io.jenkins.plugins.modeldelivery.image.blob.Digest;
import io.jenkins.plugins.modeldelivery.image.oci.ManifestDocument;
import io.jenkins.plugins.modeldelivery.image.oci.PackagedImage;
import io.jenkins.plugins.modeldelivery.image.oci.StoredBlob;
import java.io.IOException;

/** Where an image goes: a registry, a folder or an archive. */
interface Target {
    /** Takes a layer as soon as it is hashed; called from several threads. */
    void take(StoredBlob blob) throws IOException, InterruptedException;

    /** Makes the image whole, all of whose layers were taken, and gives it its name. */
    void finish(PackagedImage image) throws IOException, InterruptedException;

    /** Attaches an artifact to the image; returns whether this target can hold such a thing. */
    boolean attach(ManifestDocument artifact, StoredBlob content, Descriptor subject, String artifactType)
            throws IOException, InterruptedException;

    /** Whether a blob that was taken had to be sent. */
    boolean wasSent(Digest digest);

    /** How the image is referred to from now on. */
    String reference(Descriptor root);

    /** Bytes of content that were sent or written. */
    long sent();

    /** Bytes of content that were there already. */
    long saved();
}
