package io.jenkins.plugins.modeldelivery.benchmark.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.modeldelivery.operation.InvalidInputException;
import java.nio.charset.StandardCharsets;

/** Bodies of OpenAI-compatible completions and chat completions: streamed, with the usage at the end. */
final class CompletionRequests {
    private CompletionRequests() {}

    /**
     * The body for a line of data.
     *
     * @param chat whether the line must have {@code messages}; a {@code prompt} becomes the only message
     * @throws InvalidInputException if the line has neither, or asks for an answer in one piece
     */
    static byte[] body(JsonNode line, String model, boolean chat) {
        if (!(line instanceof ObjectNode given) || !given.has("prompt") && !(chat && given.has("messages"))) {
            throw refused("a line has no " + (chat ? "messages" : "prompt"), chat
                    ? "write {\"messages\": [{\"role\": \"user\", \"content\": \"…\"}]} or {\"prompt\": \"…\"}"
                    : "write {\"prompt\": \"…\"}");
        }
        if (given.path("stream").isBoolean() && !given.path("stream").booleanValue()) {
            throw refused("a line asks for an answer in one piece", "leave stream out, or use protocol 'http'");
        }
        ObjectNode body = given.deepCopy();
        if (chat && !body.has("messages")) {
            body.withArray("messages").addObject().put("role", "user").set("content", body.remove("prompt"));
        }
        if (!body.has("model")) {
            body.put("model", model);
        }
        body.put("stream", true);
        body.withObject("/stream_options").put("include_usage", true);
        return body.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static InvalidInputException refused(String cause, String cure) {
        return new InvalidInputException("gpuBenchmark: data: " + cause + "; " + cure);
    }
}
