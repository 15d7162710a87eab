package io.jenkins.plugins.modeldelivery.image.model;

import io.jenkins.plugins.modeldelivery.image.blob.Blob;
import io.jenkins.plugins.modeldelivery.image.blob.SegmentedBlob;
import io.jenkins.plugins.modeldelivery.image.oci.Json;
import io.jenkins.plugins.modeldelivery.image.scan.PackedScan;
import io.jenkins.plugins.modeldelivery.image.scan.PickleScanner;
import io.jenkins.plugins.modeldelivery.image.scan.ZipEntries;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** What torch and Keras keep in zip archives. */
final class ArchiveReader implements ModelReader {
    private static final int LARGEST_ENTRY = 64 << 20;
    private static final Map<String, String> STORAGES = Map.of(
            "FloatStorage", "float32", "DoubleStorage", "float64", "HalfStorage", "float16", "BFloat16Storage", "bfloat16",
            "LongStorage", "int64", "IntStorage", "int32", "CharStorage", "int8", "ByteStorage", "uint8");

    @Override
    public boolean read(String name, byte[] head, Blob blob, Evidence evidence) throws IOException {
        if (head.length < 4 || head[0] != 'P' || head[1] != 'K') {
            return false;
        }
        ZipEntries zip = new ZipEntries(blob);
        List<ZipEntries.Entry> entries = zip.list();
        Optional<ZipEntries.Entry> pickle = find(entries, path -> path.matches("([^/]+/)?data\\.pkl"));
        if (pickle.isPresent()) {
            boolean script = find(entries, path -> path.matches("([^/]+/)?constants\\.pkl")).isPresent();
            torch(bytes(zip, pickle.get()), evidence);
            evidence.format(script ? "torchscript" : "torch", 50);
            return true;
        }
        Optional<ZipEntries.Entry> config = find(entries, "config.json"::equals);
        if (config.isPresent() && find(entries, path -> path.endsWith(".weights.h5")).isPresent()) {
            evidence.detail("architecture", Json.parse(bytes(zip, config.get())).path("class_name").asText());
            evidence.format("keras", 50);
            return true;
        }
        return false;
    }

    /** The storages that the pickle refers to, each once: tensors can share one. */
    private static void torch(byte[] pickle, Evidence evidence) throws IOException {
        Map<String, PickleScanner.Storage> byKey = PackedScan.pickle(SegmentedBlob.of(pickle)).storages().stream()
                .collect(Collectors.toMap(PickleScanner.Storage::key, storage -> storage, (first, second) -> first));
        byKey.values().forEach(storage -> evidence.weights(
                STORAGES.getOrDefault(storage.kind(), storage.kind().toLowerCase(Locale.ROOT)), storage.elements()));
    }

    private static Optional<ZipEntries.Entry> find(List<ZipEntries.Entry> entries, Predicate<String> path) {
        return entries.stream().filter(entry -> path.test(entry.name())).findFirst();
    }

    private static byte[] bytes(ZipEntries zip, ZipEntries.Entry entry) throws IOException {
        try (InputStream stream = zip.open(entry)) {
            return stream.readNBytes(LARGEST_ENTRY);
        }
    }
}
