package io.jenkins.plugins.modeldelivery.image.model;

import io.jenkins.plugins.modeldelivery.image.blob.Blob;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** GGUF, versions 2 and 3: metadata by key, then name, shape and type of each tensor. */
final class GgufReader implements ModelReader {
    private static final int LONGEST_TEXT = 1 << 24;
    private static final int TEXT = 8;
    private static final int ARRAY = 9;
    private static final int[] SIZES = {1, 1, 2, 2, 4, 4, 4, 1, 0, 0, 8, 8, 8};
    private static final List<String> TYPES = List.of(
            "float32", "float16", "Q4_0", "Q4_1", "", "", "Q5_0", "Q5_1", "Q8_0", "Q8_1", "Q2_K", "Q3_K", "Q4_K", "Q5_K",
            "Q6_K", "Q8_K", "IQ2_XXS", "IQ2_XS", "IQ3_XXS", "IQ1_S", "IQ4_NL", "IQ3_S", "IQ2_S", "IQ4_XS", "int8", "int16",
            "int32", "int64", "float64", "IQ1_M", "bfloat16");

    @Override
    public boolean read(String name, byte[] head, Blob blob, Evidence evidence) throws IOException {
        if (head.length < 24 || head[0] != 'G' || head[1] != 'G' || head[2] != 'U' || head[3] != 'F') {
            return false;
        }
        try (InputStream stream = new BufferedInputStream(blob.open(0), 64 << 10)) {
            new Pass(stream, evidence).run();
        }
        evidence.format("gguf", 50);
        return true;
    }

    /** One pass over metadata and tensor descriptions. What was read counts only if all of it makes sense. */
    private static final class Pass {
        private final InputStream stream;
        private final Evidence evidence;
        private final Map<String, String> metadata = new TreeMap<>();
        private final Map<String, Long> weights = new TreeMap<>();

        private Pass(InputStream stream, Evidence evidence) {
            this.stream = stream;
            this.evidence = evidence;
        }

        private void run() throws IOException {
            number(4);
            long version = number(4);
            if (version != 2 && version != 3) {
                throw new IOException("an unknown version");
            }
            long tensors = number(8);
            long entries = number(8);
            for (long entry = 0; entry < entries; entry++) {
                String key = text();
                String value = value((int) number(4), 0);
                if (key.startsWith("general.") && metadata.size() < 30) {
                    metadata.put(key.substring("general.".length()), value);
                }
            }
            for (long tensor = 0; tensor < tensors; tensor++) {
                tensor();
            }
            weights.forEach(evidence::weights);
            evidence.licence(metadata.getOrDefault("license", ""));
            metadata.forEach(evidence::detail);
        }

        private void tensor() throws IOException {
            text();
            long dimensions = number(4);
            if (dimensions < 0 || dimensions > 8) {
                throw new IOException("an impossible shape");
            }
            long count = 1;
            for (int index = 0; index < dimensions; index++) {
                count *= number(8);
            }
            int type = (int) number(4);
            number(8);
            String name = type >= 0 && type < TYPES.size() ? TYPES.get(type) : "type " + type;
            weights.merge(name, count, Long::sum);
        }

        private String value(int type, int depth) throws IOException {
            if (type == TEXT) {
                return text();
            }
            if (type == ARRAY && depth < 4) {
                int elementType = (int) number(4);
                long length = number(8);
                for (long index = 0; index < length; index++) {
                    value(elementType, depth + 1);
                }
                return "";
            }
            if (type < 0 || type >= SIZES.length || SIZES[type] == 0) {
                throw new IOException("an unknown type");
            }
            return Long.toString(number(SIZES[type]));
        }

        private String text() throws IOException {
            long length = number(8);
            if (length < 0 || length > LONGEST_TEXT) {
                throw new IOException("an impossible text");
            }
            byte[] bytes = stream.readNBytes((int) length);
            if (bytes.length < length) {
                throw new EOFException();
            }
            return new String(bytes, StandardCharsets.UTF_8);
        }

        private long number(int bytes) throws IOException {
            long value = 0;
            for (int index = 0; index < bytes; index++) {
                int next = stream.read();
                if (next < 0) {
                    throw new EOFException();
                }
                value |= (long) next << 8 * index;
            }
            return value;
        }
    }
}
