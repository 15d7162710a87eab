package io.jenkins.plugins.modeldelivery.image.model;

import io.jenkins.plugins.modeldelivery.image.blob.Blob;
import io.jenkins.plugins.modeldelivery.image.blob.Segment;
import io.jenkins.plugins.modeldelivery.image.blob.SegmentedBlob;
import io.jenkins.plugins.modeldelivery.image.layer.PackedFile;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/** Recognises a model by what its files hold, whatever they are called. A file that no reader understands tells nothing. */
public final class ModelDetector {
    private static final int HEAD = 4096;
    private static final List<ModelReader> READERS = List.of(
            new SafetensorsReader(), new GgufReader(), new ArchiveReader(), new HdfReader(), new BoostReader(),
            new PickledReader(), new ProtobufReader(), new DescriptionReader());

    private ModelDetector() {}

    /**
     * The facts of a model.
     *
     * @throws IOException if a file cannot be read
     */
    public static ModelFacts detect(List<PackedFile> files) throws IOException {
        Evidence evidence = new Evidence();
        for (PackedFile file : files) {
            Blob blob = new SegmentedBlob(List.of(new Segment.WholeFile(file.source(), file.stamp())));
            byte[] head;
            try (InputStream stream = blob.open(0)) {
                head = stream.readNBytes(HEAD);
            }
            for (ModelReader reader : READERS) {
                if (understood(reader, file.name(), head, blob, evidence)) {
                    break;
                }
            }
        }
        return evidence.facts(files.stream().mapToLong(PackedFile::size).sum());
    }

    /** A file whose beginning promises what its rest does not hold is none of the reader's. */
    private static boolean understood(ModelReader reader, String name, byte[] head, Blob blob, Evidence evidence) {
        try {
            return reader.read(name, head, blob, evidence);
        } catch (IOException e) {
            return false;
        }
    }
}
