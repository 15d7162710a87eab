package io.jenkins.plugins.modeldelivery.image.oci;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;

/** Reads and writes the JSON of images. Fields keep the order in which they were put. */
public final class Json {
    private static final ObjectMapper MAPPER = JsonMapper.builder().build();

    static {
        MAPPER.getFactory().setStreamReadConstraints(
                StreamReadConstraints.builder().maxNestingDepth(100).maxStringLength(64 << 20).build());
    }

    private Json() {}

    /** Writes maps, lists, texts, numbers, or a tree, without blanks. */
    public static byte[] bytes(Object value) {
        try {
            return MAPPER.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not JSON: " + value.getClass(), e);
        }
    }

    /**
     * Reads a document.
     *
     * @throws IOException if it is not JSON
     */
    public static JsonNode parse(byte[] content) throws IOException {
        JsonNode node = MAPPER.readTree(content);
        return node == null ? MAPPER.missingNode() : node;
    }
}
