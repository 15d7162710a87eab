package io.jenkins.plugins.modeldelivery.benchmark.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import io.grpc.Metadata;
import io.jenkins.plugins.modeldelivery.benchmark.load.GrpcExchanges;
import io.jenkins.plugins.modeldelivery.benchmark.load.HttpServerAddress;
import io.jenkins.plugins.modeldelivery.operation.InvalidInputException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Writes out the requests of the protocols that run over gRPC; a line of data is one of the Open Inference Protocol. */
final class GrpcRequests {
    /** The numbers of TensorFlow's {@code DataType}. */
    private static final Map<String, Integer> TENSORFLOW_TYPES = Map.ofEntries(
            Map.entry("FP32", 1),
            Map.entry("FP64", 2),
            Map.entry("INT32", 3),
            Map.entry("UINT8", 4),
            Map.entry("INT16", 5),
            Map.entry("INT8", 6),
            Map.entry("BYTES", 7),
            Map.entry("INT64", 9),
            Map.entry("BOOL", 10),
            Map.entry("BF16", 14),
            Map.entry("UINT16", 17),
            Map.entry("FP16", 19),
            Map.entry("UINT32", 22),
            Map.entry("UINT64", 23));

    private final Addressee addressee;
    private final RequestForm form;

    GrpcRequests(Addressee addressee, RequestForm form) {
        this.addressee = addressee;
        this.form = form;
    }

    /** The server and what it is sent. */
    Target target(List<byte[]> lines) {
        HttpServerAddress server =
                new HttpServerAddress(addressee.socket(), addressee.isEncrypted() ? addressee.tls() : null);
        boolean v2 = addressee.protocol() == Protocol.V2_GRPC;
        List<GrpcExchanges.Request> requests = lines.stream()
                .map(HttpRequests::parsed)
                .map(line -> new GrpcExchanges.Request(
                        (v2 ? inference(line) : prediction(line)).toBytes(), headers(line)))
                .toList();
        String method = v2 ? "inference.GRPCInferenceService/ModelInfer" : "tensorflow.serving.PredictionService/Predict";
        return Target.grpc(server, new GrpcExchanges(method, requests, () -> new MessageCheck(v2 ? 5 : 1)));
    }

    /** A {@code ModelInferRequest} whose tensors' bytes stand behind their descriptions. */
    private Message inference(JsonNode line) {
        Message request = new Message().text(1, addressee.model());
        JsonNode inputs = InferenceRequests.inputs(line);
        for (JsonNode input : inputs) {
            Message tensor = new Message().text(1, input.path("name").asText()).text(2, input.path("datatype").asText());
            input.path("shape").forEach(size -> tensor.number(3, size.asLong()));
            request.message(5, tensor);
        }
        inputs.forEach(input -> request.bytes(7, TensorBytes.of(input)));
        return request;
    }

    /** A {@code PredictRequest} for the default signature unless the line has {@code signature_name}. */
    private Message prediction(JsonNode line) {
        Message model = new Message().text(1, addressee.model());
        if (line.path("signature_name").isTextual()) {
            model.text(3, line.path("signature_name").textValue());
        }
        Message request = new Message().message(1, model);
        for (JsonNode input : InferenceRequests.inputs(line)) {
            Message entry = new Message().text(1, input.path("name").asText()).message(2, tensor(input));
            request.message(2, entry);
        }
        return request;
    }

    private static Message tensor(JsonNode input) {
        byte[] bytes = TensorBytes.of(input);
        String type = input.path("datatype").asText();
        Message shape = new Message();
        input.path("shape").forEach(size -> shape.message(2, new Message().number(1, size.asLong())));
        Message tensor = new Message().number(1, TENSORFLOW_TYPES.get(type)).message(2, shape);
        if (!type.equals("BYTES")) {
            return tensor.bytes(4, bytes);
        }
        ByteBuffer elements = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        while (elements.hasRemaining()) {
            int length = elements.getInt();
            tensor.bytes(8, Arrays.copyOfRange(bytes, elements.position(), elements.position() + length));
            elements.position(elements.position() + length);
        }
        return tensor;
    }

    private Metadata headers(JsonNode line) {
        Metadata headers = new Metadata();
        for (String header : form.render(line).split("\r\n")) {
            if (!header.isEmpty()) {
                put(headers, RequestForm.name(header), header.substring(header.indexOf(':') + 1).strip());
            }
        }
        if (!addressee.authorization().isEmpty()) {
            put(headers, "authorization", addressee.authorization());
        }
        return headers;
    }

    private static void put(Metadata headers, String name, String value) {
        try {
            headers.put(Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER), value);
        } catch (IllegalArgumentException e) {
            throw new InvalidInputException(
                    "gpuBenchmark: headers '" + name + "' is no header of gRPC; use letters, digits, '-', '_' and '.'", e);
        }
    }
}
