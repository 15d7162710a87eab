package io.jenkins.plugins.modeldelivery.image.model;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.modeldelivery.image.blob.Blob;
import io.jenkins.plugins.modeldelivery.image.oci.Json;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Iterator;
import java.util.Map;

/** safetensors: a length, a JSON header with type, shape and place of each tensor, then the numbers. */
final class SafetensorsReader implements ModelReader {
    private static final long LONGEST_HEADER = 100_000_000;
    private static final Map<String, String> TYPES = Map.ofEntries(
            Map.entry("F64", "float64"), Map.entry("F32", "float32"), Map.entry("F16", "float16"),
            Map.entry("BF16", "bfloat16"), Map.entry("F8_E4M3", "float8"), Map.entry("F8_E5M2", "float8"),
            Map.entry("I64", "int64"), Map.entry("I32", "int32"), Map.entry("I16", "int16"), Map.entry("I8", "int8"),
            Map.entry("U8", "uint8"), Map.entry("BOOL", "bool"));

    @Override
    public boolean read(String name, byte[] head, Blob blob, Evidence evidence) throws IOException {
        if (head.length < 10 || head[8] != '{') {
            return false;
        }
        long length = ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN).getLong();
        if (length < 2 || length > LONGEST_HEADER || length > blob.size() - 8) {
            return false;
        }
        JsonNode header;
        try (InputStream stream = blob.open(8)) {
            header = Json.parse(stream.readNBytes((int) length));
        }
        long room = blob.size() - 8 - length;
        for (Iterator<Map.Entry<String, JsonNode>> fields = header.fields(); fields.hasNext(); ) {
            Map.Entry<String, JsonNode> field = fields.next();
            if (field.getKey().equals("__metadata__")) {
                field.getValue().fields().forEachRemaining(entry -> evidence.detail(entry.getKey(), entry.getValue().asText()));
            } else {
                tensor(field.getValue(), room, evidence);
            }
        }
        evidence.format("safetensors", 50);
        return true;
    }

    private static void tensor(JsonNode tensor, long room, Evidence evidence) throws IOException {
        JsonNode offsets = tensor.path("data_offsets");
        if (!tensor.path("shape").isArray() || offsets.path(1).asLong(-1) > room || offsets.path(0).asLong(-1) < 0) {
            throw new IOException("a tensor lies outside of the file");
        }
        long count = 1;
        for (JsonNode dimension : tensor.path("shape")) {
            count *= dimension.asLong();
        }
        String type = tensor.path("dtype").asText();
        evidence.weights(TYPES.getOrDefault(type, type), count);
    }
}
