package io.jenkins.plugins.modeldelivery.image;

import io.jenkins.plugins.modeldelivery.image.blob.Blob;
import io.jenkins.plugins.modeldelivery.image.blob.Descriptor;
import io.jenkins.plugins.modeldelivery.image.blob.Digest;
import io.jenkins.plugins.modeldelivery.image.oci.ManifestDocument;
import io.jenkins.plugins.modeldelivery.image.oci.PackagedImage;
import io.jenkins.plugins.modeldelivery.image.oci.StoredBlob;
import io.jenkins.plugins.modeldelivery.image.registry.EarlyUpload;
import io.jenkins.plugins.modeldelivery.image.registry.Repository;
import io.jenkins.plugins.modeldelivery.image.registry.Transfer;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Pushes to a repository and gives the image its tags. */
final class RegistryTarget implements Target {
    private final Repository repository;
    private final Transfer transfer;
    private final List<String> tags;
    private Boolean first;
    private final Map<Digest, Boolean> taken = new ConcurrentHashMap<>();

    RegistryTarget(Repository repository, Transfer transfer, List<String> tags) {
        this.repository = repository;
        this.transfer = transfer;
        this.tags = List.copyOf(tags);
    }

    @Override
    public void take(StoredBlob blob) throws IOException, InterruptedException {
        taken.put(blob.descriptor().digest(), repository.push(blob));
    }

    /**
     * Where there is no such image yet, there is hardly a layer to find; else the registry is asked before anything is sent. Where a
     * build was killed, its uploads are gone on with, which takes the digest.
     */
    @Override
    public Optional<Early> begin(Blob content) throws IOException, InterruptedException {
        return isFirst() ? repository.begin(content).map(this::early) : Optional.empty();
    }

    private synchronized boolean isFirst() throws IOException, InterruptedException {
        if (first == null) {
            first = !repository.hasUnfinished() && repository.digestOf(tags.get(0)).isEmpty();
        }
        return first;
    }

    private Early early(EarlyUpload upload) {
        return new Early() {
            @Override
            public void finish(StoredBlob blob) throws IOException, InterruptedException {
                taken.put(blob.descriptor().digest(), upload.finish(blob));
            }

            @Override
            public void abandon() throws IOException, InterruptedException {
                upload.abandon();
            }
        };
    }

    @Override
    public void finish(PackagedImage image) throws IOException, InterruptedException {
        for (StoredBlob blob : image.blobs().values()) {
            if (!taken.containsKey(blob.descriptor().digest())) {
                take(blob);
            }
        }
        for (ManifestDocument manifest : image.manifests()) {
            if (!manifest.descriptor().equals(image.root())) {
                repository.push(manifest);
            }
        }
        ManifestDocument root = image.manifests().get(image.manifests().size() - 1);
        for (String tag : tags) {
            repository.tag(root, tag);
        }
    }

    @Override
    public boolean attach(ManifestDocument artifact, StoredBlob content, Descriptor subject, String artifactType)
            throws IOException, InterruptedException {
        repository.push(ManifestDocument.emptyConfig());
        repository.push(content);
        repository.attach(artifact, subject, artifactType);
        return true;
    }

    @Override
    public boolean wasSent(Digest digest) {
        return taken.getOrDefault(digest, false);
    }

    @Override
    public String reference(Descriptor root) {
        return repository.reference().at(root.digest());
    }

    @Override
    public long sent() {
        return transfer.sent();
    }

    @Override
    public long saved() {
        return transfer.saved();
    }
}
