package io.jenkins.plugins.modeldelivery.image.registry;

import io.jenkins.plugins.modeldelivery.http.Outbound;
import io.jenkins.plugins.modeldelivery.http.Requester;
import io.jenkins.plugins.modeldelivery.http.Retries;
import io.jenkins.plugins.modeldelivery.image.blob.BlobHasher;
import io.jenkins.plugins.modeldelivery.image.blob.Descriptor;
import io.jenkins.plugins.modeldelivery.image.blob.DigestCache;
import io.jenkins.plugins.modeldelivery.image.blob.OwnerFolder;
import io.jenkins.plugins.modeldelivery.image.blob.SegmentedBlob;
import io.jenkins.plugins.modeldelivery.image.oci.StoredBlob;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** A process of its own that pushes a file, so that it can be killed: host, file, folder of the sessions, bytes of a chunk. */
final class PushingProcess {
    private PushingProcess() {}

    public static void main(String[] arguments) throws Exception {
        System.out.println(push(arguments[0], Path.of(arguments[1]), Path.of(arguments[2]), Long.parseLong(arguments[3])));
    }

    /** Pushes the file; returns the bytes that were sent. */
    static long push(String host, Path file, Path sessions, long chunk) throws Exception {
        SegmentedBlob blob = SegmentedBlob.of(file);
        Descriptor descriptor = new Descriptor(
                "application/vnd.oci.image.layer.v1.tar", new BlobHasher(DigestCache.none()).digest(blob), blob.size());
        Transfer transfer = new Transfer(line -> {});
        RegistrySession session = new RegistrySession(
                new Requester(Outbound.of(Map.of()), Retries.NONE), Reference.parse("image", host + "/team/fraud:1"), Optional.empty(), false, "pull,push");
        new Repository(session, new UploadSessions(new OwnerFolder(sessions)), transfer, chunk)
                .push(new StoredBlob(descriptor, blob));
        return transfer.sent();
    }
}
