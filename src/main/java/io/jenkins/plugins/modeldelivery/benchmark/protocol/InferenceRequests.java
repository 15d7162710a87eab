package io.jenkins.plugins.modeldelivery.benchmark.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.modeldelivery.operation.InvalidInputException;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Requests of the Open Inference Protocol with the tensors' bytes behind the JSON (its binary tensor data extension). */
final class InferenceRequests {
    private InferenceRequests() {}

    /**
     * A body and how much of it is JSON.
     *
     * @param jsonLength value of the header {@code Inference-Header-Content-Length}
     */
    record Binary(int jsonLength, byte[] body) {}

    /**
     * Rewrites a request with JSON tensors, and asks for binary outputs.
     *
     * @throws InvalidInputException if the line has no inputs or a tensor is malformed
     */
    static Binary binary(JsonNode line) {
        ObjectNode request = line.deepCopy();
        ArrayNode inputs = new ObjectMapper().createArrayNode();
        List<byte[]> tensors = new ArrayList<>();
        for (JsonNode tensor : inputs(line)) {
            byte[] bytes = TensorBytes.of(tensor);
            ObjectNode input = tensor.deepCopy();
            input.remove("data");
            input.withObject("/parameters").put("binary_data_size", bytes.length);
            inputs.add(input);
            tensors.add(bytes);
        }
        request.set("inputs", inputs);
        request.withObject("/parameters").put("binary_data_output", true);
        byte[] json = request.toString().getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes(json);
        tensors.forEach(body::writeBytes);
        return new Binary(json.length, body.toByteArray());
    }

    /** The line's input tensors. */
    static JsonNode inputs(JsonNode line) {
        JsonNode inputs = line.path("inputs");
        if (!inputs.isArray() || inputs.isEmpty()) {
            throw new InvalidInputException("gpuBenchmark: data: a line has no inputs; write {\"inputs\": [{\"name\": \"x\","
                    + " \"datatype\": \"FP32\", \"shape\": [1, 2], \"data\": [0.5, 1]}]}");
        }
        return inputs;
    }
}
