package io.jenkins.plugins.modeldelivery.image.layer;

import io.jenkins.plugins.modeldelivery.image.blob.Blob;
import io.jenkins.plugins.modeldelivery.image.blob.Segment;
import io.jenkins.plugins.modeldelivery.image.blob.SegmentedBlob;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Plans a tar: headers in memory, files where they are. The tar itself is written nowhere. */
public final class TarBuilder {
    private final long modified;
    private final List<Segment> segments = new ArrayList<>();
    private final Set<String> folders = new TreeSet<>();

    /**
     * Begins an empty tar.
     *
     * @param modified the time of every entry, in seconds since the epoch
     */
    public TarBuilder(long modified) {
        this.modified = modified;
    }

    /** Adds a file and, once each, the folders above it. */
    public TarBuilder file(PackedFile file) {
        return entry(file.target(), file.executable(), new Segment.WholeFile(file.source(), file.stamp()));
    }

    /** Adds a file with this content. */
    public TarBuilder file(String path, byte[] content) {
        return entry(path, false, new Segment.Bytes(content));
    }

    /** Adds a file whose content is a blob's. */
    public TarBuilder file(String path, Blob content) {
        return entry(path, false, new Segment.Nested(content));
    }

    public SegmentedBlob build() {
        List<Segment> all = new ArrayList<>(segments);
        all.add(new Segment.Bytes(new byte[2 * TarHeader.BLOCK]));
        return new SegmentedBlob(all);
    }

    private TarBuilder entry(String path, boolean executable, Segment content) {
        for (int slash = path.indexOf('/'); slash > 0; slash = path.indexOf('/', slash + 1)) {
            String folder = path.substring(0, slash);
            if (folders.add(folder)) {
                segments.add(new Segment.Bytes(TarHeader.folder(folder, modified)));
            }
        }
        long size = content.size();
        segments.add(new Segment.Bytes(TarHeader.file(path, size, executable, modified)));
        segments.add(content);
        int padding = (int) (-size & TarHeader.BLOCK - 1);
        if (padding > 0) {
            segments.add(new Segment.Bytes(new byte[padding]));
        }
        return this;
    }
}
