package io.jenkins.plugins.modeldelivery.image;

import io.jenkins.plugins.modeldelivery.image.blob.Blob;
import io.jenkins.plugins.modeldelivery.image.blob.Descriptor;
import io.jenkins.plugins.modeldelivery.image.blob.Digest;
import io.jenkins.plugins.modeldelivery.image.oci.ManifestDocument;
import io.jenkins.plugins.modeldelivery.image.oci.PackagedImage;
import io.jenkins.plugins.modeldelivery.image.oci.StoredBlob;
import java.io.IOException;
import java.util.Optional;

/** Where an image goes: a registry, a folder or an archive. */
interface Target {
    /** Takes a layer as soon as it is hashed; called from several threads. */
    void take(StoredBlob blob) throws IOException, InterruptedException;

    /** Begins to send a layer that is still being hashed; empty where this target waits for the digest. */
    default Optional<Early> begin(Blob content) throws IOException, InterruptedException {
        return Optional.empty();
    }

    /** A layer on its way whose digest is not known yet. */
    interface Early {
        /** Sends the rest, as {@link Target#take} does. */
        void finish(StoredBlob blob) throws IOException, InterruptedException;

        /** Gives it up. */
        void abandon() throws IOException, InterruptedException;
    }

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
