package io.jenkins.plugins.modeldelivery.image.scan;

import io.jenkins.plugins.modeldelivery.image.blob.Blob;
import io.jenkins.plugins.modeldelivery.image.blob.Segment;
import io.jenkins.plugins.modeldelivery.image.blob.SegmentedBlob;
import io.jenkins.plugins.modeldelivery.image.layer.PackedFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The scan of everything that is packed. */
public final class PackedScan {
    /** From this size on, files that are known to hold tensors are searched for secrets only at their beginning. */
    private static final long LARGE = 64L << 20;
    private static final long BEGINNING = 16L << 20;
    private static final long LONGEST_SAFETENSORS_HEADER = 100_000_000;

    private PackedScan() {}

    /** The findings in these files, in their order; an interrupt ends the scan. */
    public static List<Finding> of(List<PackedFile> files) throws IOException, InterruptedException {
        List<Finding> findings = new ArrayList<>();
        for (PackedFile file : files) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            SecretPatterns.ofPath(file.name())
                    .ifPresent(reason -> findings.add(new Finding(Finding.Kind.SECRET, file.name(), reason)));
            Blob blob = new SegmentedBlob(List.of(new Segment.WholeFile(file.source(), file.stamp())));
            ContentScanner scanner = new ContentScanner();
            scanner.file(file.name(), blob, searched(blob));
            findings.addAll(scanner.findings());
        }
        return List.copyOf(findings);
    }

    /** What a pickle among the files imports and refers to, for those who want to know what kind of model it is. */
    public static PickleScanner.Result pickle(Blob blob) throws IOException {
        byte[] head;
        try (InputStream stream = blob.open(0)) {
            head = stream.readNBytes(16);
        }
        Optional<Packing> packing = Packing.of(head);
        Content content = () -> blob.open(0);
        return PickleScanner.scan(packing.isPresent() ? () -> packing.get().unpacked(content) : content, false);
    }

    /** Whether a content may be a pickle, bare or compressed. */
    public static boolean mayBePickle(byte[] head) {
        boolean bare = head.length >= 2 && (head[0] & 0xff) == 0x80 && head[1] >= 0 && head[1] <= 5;
        return bare || Packing.of(head).isPresent();
    }

    private static long searched(Blob blob) throws IOException {
        byte[] head = new byte[16];
        try (InputStream stream = blob.open(0)) {
            stream.readNBytes(head, 0, head.length);
        }
        long headerLength = ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN).getLong();
        boolean safetensors = headerLength > 0 && headerLength <= LONGEST_SAFETENSORS_HEADER
                && headerLength <= blob.size() - 8 && head[8] == '{';
        if (safetensors) {
            return 8 + headerLength;
        }
        String start = new String(head, StandardCharsets.ISO_8859_1);
        boolean tensors = start.startsWith("GGUF") || start.startsWith("\u0089HDF\r\n") || start.startsWith("PK\u0003\u0004")
                || start.startsWith("\u0093NUMPY");
        return tensors && blob.size() >= LARGE ? BEGINNING : Long.MAX_VALUE;
    }
}
