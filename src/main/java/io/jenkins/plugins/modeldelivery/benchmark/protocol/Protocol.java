package io.jenkins.plugins.modeldelivery.benchmark.protocol;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** How requests are written and what an answer must hold. */
public enum Protocol {
    /** Any HTTP request; every answer with a status of success is right. */
    HTTP,
    /** KServe's Open Inference Protocol, version 2, over HTTP with JSON tensors: the answer names {@code outputs}. */
    V2,
    /** The same with the tensors' bytes behind the JSON, in both directions: the binary tensor data extension. */
    V2_BINARY,
    /** The same over gRPC. */
    V2_GRPC,
    /** TensorFlow Serving's REST API: the answer names {@code predictions} or {@code outputs}. */
    TENSORFLOW,
    /** TensorFlow Serving over gRPC. */
    TENSORFLOW_GRPC,
    /** OpenAI-compatible completions, streamed: the stream brings content and ends as announced. */
    COMPLETIONS,
    /** OpenAI-compatible chat completions, streamed. */
    CHAT;

    /** The values as a user writes them. */
    public static List<String> choices() {
        return Arrays.stream(values()).map(Protocol::written).toList();
    }

    public String written() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Whether requests are messages of gRPC. */
    public boolean isGrpc() {
        return this == V2_GRPC || this == TENSORFLOW_GRPC;
    }

    /**
     * The path that answers with success once the server can answer for the model; {@code /} where the protocol has none,
     * and then any answer will do. The port of a gRPC server has no such path.
     */
    public String readyPath(String model) {
        return switch (this) {
            case HTTP, V2_GRPC, TENSORFLOW_GRPC -> "/";
            case V2, V2_BINARY -> model.isEmpty() ? "/v2/health/ready" : "/v2/models/" + model + "/ready";
            case TENSORFLOW -> "/v1/models/" + model;
            case COMPLETIONS, CHAT -> "/v1/models";
        };
    }

    /** Whether a response brings its tokens one after another. */
    public boolean isStream() {
        return this == COMPLETIONS || this == CHAT;
    }
}
