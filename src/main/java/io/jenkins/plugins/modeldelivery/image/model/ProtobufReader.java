package io.jenkins.plugins.modeldelivery.image.model;

import io.jenkins.plugins.modeldelivery.image.blob.Blob;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** ONNX and TensorFlow's SavedModel, by the field numbers of their published .proto files. */
final class ProtobufReader implements ModelReader {
    private static final Map<Long, String> ONNX_TYPES = Map.of(
            1L, "float32", 2L, "uint8", 3L, "int8", 6L, "int32", 7L, "int64", 9L, "bool", 10L, "float16", 11L, "float64",
            16L, "bfloat16");

    @Override
    public boolean read(String name, byte[] head, Blob blob, Evidence evidence) throws IOException {
        if (name.endsWith("saved_model.pb")) {
            try (InputStream stream = new BufferedInputStream(blob.open(0), 64 << 10)) {
                return savedModel(new Protobuf(stream, blob.size()), evidence);
            }
        }
        // Every ONNX file begins with its version of the format: field 1, a small number.
        if (head.length < 4 || head[0] != 8 || head[1] < 3 || head[1] > 20) {
            return false;
        }
        try (InputStream stream = new BufferedInputStream(blob.open(0), 64 << 10)) {
            return onnx(new Protobuf(stream, blob.size()), evidence);
        }
    }

    private static boolean onnx(Protobuf model, Evidence evidence) throws IOException {
        boolean graph = false;
        for (int field = model.next(); field != 0; field = model.next()) {
            if (field == 7 && model.wireType() == Protobuf.BYTES) {
                graph(model.message(), evidence);
                graph = true;
            } else if (field == 2 && model.wireType() == Protobuf.BYTES) {
                evidence.detail("producer", model.text());
            } else if (field > 25) {
                return false;
            } else {
                model.skip();
            }
        }
        if (graph) {
            evidence.format("onnx", 50);
        }
        return graph;
    }

    private static void graph(Protobuf graph, Evidence evidence) throws IOException {
        List<String> inputs = new ArrayList<>();
        List<String> outputs = new ArrayList<>();
        for (int field = graph.next(); field != 0; field = graph.next()) {
            switch (field) {
                case 5 -> initializer(graph.message(), evidence);
                case 11 -> inputs.add(value(graph.message()));
                case 12 -> outputs.add(value(graph.message()));
                default -> graph.skip();
            }
        }
        evidence.signature("inputs: " + String.join(", ", inputs) + "; outputs: " + String.join(", ", outputs));
    }

    private static void initializer(Protobuf tensor, Evidence evidence) throws IOException {
        long count = 1;
        long type = 0;
        for (int field = tensor.next(); field != 0; field = tensor.next()) {
            if (field == 1 && tensor.wireType() == Protobuf.VARINT) {
                count *= tensor.number();
            } else if (field == 1) {
                for (Protobuf packed = tensor.message(); !packed.atEnd(); ) {
                    count *= packed.number();
                }
            } else if (field == 2) {
                type = tensor.number();
            } else {
                tensor.skip();
            }
        }
        evidence.weights(ONNX_TYPES.getOrDefault(type, "type " + type), count);
    }

    /** {@code name:type[shape]} of a ValueInfoProto. */
    private static String value(Protobuf info) throws IOException {
        String name = "";
        String type = "";
        for (int field = info.next(); field != 0; field = info.next()) {
            if (field == 1) {
                name = info.text();
            } else if (field == 2) {
                type = tensorType(info.message());
            } else {
                info.skip();
            }
        }
        return name + type;
    }

    private static String tensorType(Protobuf type) throws IOException {
        String text = "";
        for (int field = type.next(); field != 0; field = type.next()) {
            if (field == 1) {
                Protobuf tensor = type.message();
                for (int inner = tensor.next(); inner != 0; inner = tensor.next()) {
                    if (inner == 1) {
                        long number = tensor.number();
                        text = ":" + ONNX_TYPES.getOrDefault(number, "type " + number) + text;
                    } else if (inner == 2) {
                        text = text + shape(tensor.message());
                    } else {
                        tensor.skip();
                    }
                }
            } else {
                type.skip();
            }
        }
        return text;
    }

    private static String shape(Protobuf shape) throws IOException {
        List<String> dimensions = new ArrayList<>();
        for (int field = shape.next(); field != 0; field = shape.next()) {
            Protobuf dimension = shape.message();
            String text = "?";
            for (int inner = dimension.next(); inner != 0; inner = dimension.next()) {
                if (inner == 1 && dimension.wireType() == Protobuf.VARINT) {
                    text = Long.toString(dimension.number());
                } else if (inner == 2) {
                    text = dimension.text();
                } else {
                    dimension.skip();
                }
            }
            dimensions.add(text);
        }
        return dimensions.toString();
    }

    /** SavedModel: meta graphs (field 2), each with signatures by name (field 5). */
    private static boolean savedModel(Protobuf model, Evidence evidence) throws IOException {
        boolean graph = false;
        for (int field = model.next(); field != 0; field = model.next()) {
            if (field == 2) {
                graph = true;
                Protobuf metaGraph = model.message();
                for (int inner = metaGraph.next(); inner != 0; inner = metaGraph.next()) {
                    if (inner == 5) {
                        signature(metaGraph.message(), evidence);
                    } else {
                        metaGraph.skip();
                    }
                }
            } else {
                model.skip();
            }
        }
        if (graph) {
            evidence.format("savedmodel", 50);
        }
        return graph;
    }

    private static void signature(Protobuf entry, Evidence evidence) throws IOException {
        String name = "";
        List<String> inputs = new ArrayList<>();
        List<String> outputs = new ArrayList<>();
        for (int field = entry.next(); field != 0; field = entry.next()) {
            if (field == 1) {
                name = entry.text();
            } else if (field == 2) {
                Protobuf definition = entry.message();
                for (int inner = definition.next(); inner != 0; inner = definition.next()) {
                    if (inner == 1 || inner == 2) {
                        (inner == 1 ? inputs : outputs).add(key(definition.message()));
                    } else {
                        definition.skip();
                    }
                }
            } else {
                entry.skip();
            }
        }
        if (!name.startsWith("__")) {
            evidence.signature(name + ": inputs: " + String.join(", ", inputs) + "; outputs: " + String.join(", ", outputs));
        }
    }

    private static String key(Protobuf entry) throws IOException {
        String key = "";
        for (int field = entry.next(); field != 0; field = entry.next()) {
            if (field == 1) {
                key = entry.text();
            } else {
                entry.skip();
            }
        }
        return key;
    }
}
