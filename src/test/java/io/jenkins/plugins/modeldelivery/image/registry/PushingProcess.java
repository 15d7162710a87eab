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
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/**
 * A process of its own that pushes files, so that it can be killed: host, folder of the sessions, bytes of a chunk, after how many bytes
 * it stands still, whether it begins before it hashes, files.
 */
final class PushingProcess {
    /** What it says when it stands still. */
    static final String STILL = "standing still";

    private PushingProcess() {}

    public static void main(String[] arguments) throws Exception {
        long most = Long.parseLong(arguments[3]);
        Transfer[] counted = new Transfer[1];
        counted[0] = new Transfer(line -> {
            if (counted[0].sent() > most) {
                standStill();
            }
        });
        Repository repository = repository(arguments[0], Path.of(arguments[1]), Long.parseLong(arguments[2]), counted[0]);
        List<Path> files = Arrays.stream(arguments).skip(5).map(Path::of).toList();
        if (Boolean.parseBoolean(arguments[4])) {
            repository.begin(SegmentedBlob.of(files.get(0))).orElseThrow();
            standStill();
        }
        push(repository, files);
    }

    /** Pushes the files one after the other; returns the bytes that were sent. */
    static long push(String host, Path sessions, long chunk, List<Path> files) throws Exception {
        Transfer transfer = new Transfer(line -> {});
        push(repository(host, sessions, chunk, transfer), files);
        return transfer.sent();
    }

    private static void push(Repository repository, List<Path> files) throws Exception {
        for (Path file : files) {
            SegmentedBlob blob = SegmentedBlob.of(file);
            Descriptor descriptor = new Descriptor(
                    "application/vnd.oci.image.layer.v1.tar", new BlobHasher(DigestCache.none()).digest(blob), blob.size());
            repository.push(new StoredBlob(descriptor, blob));
        }
    }

    private static Repository repository(String host, Path sessions, long chunk, Transfer transfer) throws Exception {
        RegistrySession session = new RegistrySession(
                new Requester(Outbound.of(Map.of()), Retries.NONE), Reference.parse("image", host + "/team/fraud:1"), Optional.empty(), false, "pull,push");
        return new Repository(session, new UploadSessions(new OwnerFolder(sessions)), transfer, chunk);
    }

    private static void standStill() {
        System.out.println(STILL);
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
