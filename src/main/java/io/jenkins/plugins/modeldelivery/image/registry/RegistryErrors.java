package io.jenkins.plugins.modeldelivery.image.registry;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.modeldelivery.image.oci.Json;
import io.jenkins.plugins.modeldelivery.operation.InvalidInputException;
import io.jenkins.plugins.modeldelivery.operation.SurroundingsException;
import java.io.IOException;
import java.net.http.HttpResponse;

/** Says in one line what a registry answered and what to do about it. */
final class RegistryErrors {
    private RegistryErrors() {}

    /** The error for an answer that ends the work; {@code action} is such as "the upload of a layer". */
    static RuntimeException of(Reference reference, String action, HttpResponse<byte[]> response) {
        int status = response.statusCode();
        String said = "registry " + reference.host() + " answered " + status + detail(response.body()) + " to " + action
                + " for " + reference.repository();
        return switch (status) {
            case 401 -> new InvalidInputException(said + "; give credentialsId of a user who may do this");
            case 403 -> new InvalidInputException(said + "; give the user of credentialsId the right to do this");
            case 404 -> new InvalidInputException(said + "; check the name, or create the repository");
            case 413 -> new SurroundingsException(
                    said + "; a proxy before the registry limits the size of requests: raise its limit");
            case 429 -> new SurroundingsException(said + " again and again; wait, or use a user with a higher limit");
            default -> new SurroundingsException(said + "; look into the registry's log");
        };
    }

    /** The registry's own code and message, which carry no secrets, cut to a line. */
    private static String detail(byte[] body) {
        try {
            JsonNode error = Json.parse(body).path("errors").path(0);
            String text = (error.path("code").asText() + " " + error.path("message").asText()).strip();
            String line = text.replaceAll("[\\p{Cntrl}\\s]+", " ");
            return line.isEmpty() ? "" : " (" + line.substring(0, Math.min(line.length(), 200)) + ")";
        } catch (IOException e) {
            return "";
        }
    }
}
