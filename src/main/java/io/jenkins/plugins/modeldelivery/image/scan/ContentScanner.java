package io.jenkins.plugins.modeldelivery.image.scan;

import io.jenkins.plugins.modeldelivery.image.blob.Blob;
import io.jenkins.plugins.modeldelivery.image.blob.SegmentedBlob;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Looks through contents for pickles that do more than hold a model and for secrets, into archives and compressed files.
 * What cannot be looked into is a finding too. One scanner for one file.
 */
final class ContentScanner {
    private static final int HEAD = 1024;
    private static final int PIECE = 1 << 20;
    /** No form of secret that is looked for is longer. */
    private static final int OVERLAP = 4096;
    private static final int MOST_NESTED = 8;
    private static final int LARGEST_NESTED_ZIP = 64 << 20;
    private static final long MOST_INFLATED = 64L << 30;
    private static final int MOST_FINDINGS = 100;

    private final Set<Finding> findings = new LinkedHashSet<>();
    private long inflated;

    List<Finding> findings() {
        return List.copyOf(findings);
    }

    /**
     * Looks through a file.
     *
     * @param searched the number of bytes at its beginning that are searched for secrets; numbers of a tensor need no search
     */
    void file(String name, Blob blob, long searched) throws IOException {
        search(name, blob.open(0), searched);
        byte[] head = head(() -> blob.open(0));
        if (isZip(head) || endsLikeZip(blob)) {
            zip(name, blob, 0);
        }
        if (!isZip(head)) {
            content(name, () -> blob.open(0), head, 0);
        }
    }

    private void content(String name, Content content, byte[] head, int depth) throws IOException {
        Optional<Packing> packing = Packing.of(head).filter(found -> found != Packing.ZLIB || isModelName(name));
        if (depth > MOST_NESTED) {
            add(Finding.Kind.OPAQUE, name, "is nested too deep to be looked into");
        } else if (packing.isPresent()) {
            inflated(name, () -> packing.get().unpacked(content), depth);
        } else if (TarEntries.looksLikeTar(head)) {
            tar(name, content, depth);
        } else if (startsWith(head, 0x93, 'N', 'U', 'M', 'P', 'Y')) {
            npy(name, content, head);
        } else if (isSealed(head)) {
            add(Finding.Kind.OPAQUE, name, "is packed in a way that cannot be looked into; unpack it, or pack it as zip, tar or gzip");
        } else {
            pickle(name, content);
        }
    }

    /** An entry of an archive, or what a compressed file holds. */
    private void nested(String name, Content content, int depth) throws IOException {
        byte[] head = head(content);
        if (isZip(head)) {
            byte[] all;
            try (InputStream stream = content.open()) {
                all = stream.readNBytes(LARGEST_NESTED_ZIP + 1);
            }
            if (all.length > LARGEST_NESTED_ZIP) {
                add(Finding.Kind.OPAQUE, name, "is too large an archive inside an archive; unpack it");
            } else {
                zip(name, SegmentedBlob.of(all), depth);
            }
        } else {
            content(name, content, head, depth);
        }
    }

    private void zip(String name, Blob blob, int depth) throws IOException {
        try {
            ZipEntries zip = new ZipEntries(blob);
            for (ZipEntries.Entry entry : zip.list()) {
                if (!entry.name().endsWith("/")) {
                    entry(name + "!" + printable(entry.name()), entry.name(), () -> zip.open(entry), depth + 1);
                }
            }
        } catch (IOException e) {
            add(Finding.Kind.OPAQUE, name, "is an archive that cannot be read (" + e.getMessage() + ")");
        }
    }

    private void tar(String name, Content content, int depth) {
        try (InputStream stream = new BufferedInputStream(content.open(), 64 << 10)) {
            TarEntries.walk(stream, (entryName, offset, size, ignored) -> entry(
                    name + "!" + printable(entryName), entryName, () -> part(content, offset, size), depth + 1));
        } catch (IOException e) {
            add(Finding.Kind.OPAQUE, name, "is an archive that cannot be read (" + e.getMessage() + ")");
        }
    }

    private void entry(String name, String path, Content content, int depth) throws IOException {
        SecretPatterns.ofPath(path).ifPresent(reason -> add(Finding.Kind.SECRET, name, reason));
        try {
            // torch keeps the numbers of its tensors in entries of this form.
            if (!path.matches(".*/data/\\d+")) {
                search(name, content.open(), Long.MAX_VALUE);
            }
            nested(name, content, depth);
        } catch (IOException e) {
            add(Finding.Kind.OPAQUE, name, "cannot be read (" + e.getMessage() + ")");
        }
    }

    private void inflated(String name, Content content, int depth) {
        Content counted = () -> new LimitedStream(content.open(), MOST_INFLATED - inflated);
        try {
            search(name, counted.open(), Long.MAX_VALUE);
            nested(name, counted, depth + 1);
        } catch (IOException e) {
            add(Finding.Kind.OPAQUE, name, "is compressed and cannot be read (" + e.getMessage() + ")");
        }
    }

    /** An array that holds Python objects holds them as a pickle behind its header. */
    private void npy(String name, Content content, byte[] head) {
        int wide = head.length > 6 && head[6] >= 2 ? 4 : 2;
        long length = 0;
        for (int index = 0; index < wide && 8 + index < head.length; index++) {
            length |= (head[8 + index] & 0xffL) << 8 * index;
        }
        long start = 8 + wide + length;
        boolean objects = new String(head, StandardCharsets.ISO_8859_1).matches("(?s).*'descr'\\s*:\\s*[^,]*O.*");
        try {
            if (objects || length > HEAD - 16) {
                pickle(name, () -> part(content, start, Long.MAX_VALUE - start));
            }
        } catch (IOException e) {
            add(Finding.Kind.OPAQUE, name, "is an array that ends within its header");
        }
    }

    private void pickle(String name, Content content) throws IOException {
        for (String problem : PickleScanner.scan(content, isPickleName(name)).problems()) {
            add(Finding.Kind.PICKLE, name, problem);
        }
    }

    private void search(String name, InputStream opened, long searched) throws IOException {
        byte[] buffer = new byte[PIECE + OVERLAP];
        int kept = 0;
        long left = searched;
        try (InputStream stream = opened) {
            while (left > 0) {
                int read = stream.readNBytes(buffer, kept, (int) Math.min(PIECE, left));
                if (read == 0) {
                    break;
                }
                inflated += read;
                left -= read;
                String piece = new String(buffer, 0, kept + read, StandardCharsets.ISO_8859_1);
                SecretPatterns.ofContent(name, piece).forEach(this::add);
                int end = kept + read;
                kept = Math.min(OVERLAP, end);
                System.arraycopy(buffer, end - kept, buffer, 0, kept);
            }
        }
    }

    private void add(Finding.Kind kind, String name, String detail) {
        add(new Finding(kind, name, detail));
    }

    private void add(Finding finding) {
        if (findings.size() < MOST_FINDINGS) {
            findings.add(finding);
        }
    }

    private static InputStream part(Content content, long offset, long size) throws IOException {
        InputStream stream = content.open();
        stream.skipNBytes(offset);
        return new LimitedStream(stream, size);
    }

    private static byte[] head(Content content) throws IOException {
        try (InputStream stream = content.open()) {
            return stream.readNBytes(HEAD);
        }
    }

    private static boolean isZip(byte[] head) {
        return startsWith(head, 'P', 'K', 3, 4) || startsWith(head, 'P', 'K', 5, 6);
    }

    /** A zip may have anything before it: Python opens it all the same. */
    private static boolean endsLikeZip(Blob blob) throws IOException {
        int tail = (int) Math.min(blob.size(), 22 + 256);
        try (InputStream stream = blob.open(blob.size() - tail)) {
            String end = new String(stream.readNBytes(tail), StandardCharsets.ISO_8859_1);
            return end.contains("PK\u0005\u0006");
        }
    }

    /** Archives that no library at hand reads: 7z, rar, lz4. */
    private static boolean isSealed(byte[] head) {
        return startsWith(head, '7', 'z', 0xbc, 0xaf) || startsWith(head, 'R', 'a', 'r', '!') || startsWith(head, 0x04, 0x22, 0x4d, 0x18);
    }

    private static boolean isPickleName(String name) {
        return name.toLowerCase(Locale.ROOT).matches(".*\\.(pkl|pickle|joblib|dill)");
    }

    private static boolean isModelName(String name) {
        return isPickleName(name) || name.toLowerCase(Locale.ROOT).matches(".*\\.(pt|pth|ckpt|bin|model|z)");
    }

    private static boolean startsWith(byte[] head, int... prefix) {
        int[] first = new int[Math.min(prefix.length, head.length)];
        Arrays.setAll(first, index -> head[index] & 0xff);
        return Arrays.equals(first, prefix);
    }

    private static String printable(String name) {
        return name.replaceAll("\\p{Cntrl}", "?");
    }
}
