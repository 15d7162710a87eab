package io.jenkins.plugins.modeldelivery.canary;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;

/** A request of our own; its body is JSON. */
record WarmUpRequest(String path, String body) {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String PATH = "/invocations";

    /** Reads a line: {@code {"path": "/predict", "body": …}} goes to that path, any other as it is to {@value #PATH}. */
    static WarmUpRequest parse(String line) {
        JsonNode object = object(line);
        if (!object.path("path").isTextual() || !object.has("body")) {
            return new WarmUpRequest(PATH, line);
        }
        JsonNode body = object.path("body");
        return new WarmUpRequest(object.path("path").asText(), body.isTextual() ? body.asText() : body.toString());
    }

    private static JsonNode object(String line) {
        try {
            return JSON.readTree(line);
        } catch (JsonProcessingException e) {
            // A body of another form is sent as it is.
            return MissingNode.getInstance();
        }
    }
}
