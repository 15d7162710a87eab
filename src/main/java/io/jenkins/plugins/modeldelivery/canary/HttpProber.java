package io.jenkins.plugins.modeldelivery.canary;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.jenkins.plugins.modeldelivery.http.BoundedBody;
import io.jenkins.plugins.modeldelivery.http.Requester;
import io.jenkins.plugins.modeldelivery.operation.SurroundingsException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.List;

/**
 * Posts warm-up requests to a server. A line {@code {"path": "/predict", "body": …}} goes to that path, any other line
 * as it is to {@value #PATH}.
 */
final class HttpProber implements Prober {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String PATH = "/invocations";
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    /** A round is one tick of a machine that others wait for. */
    private static final Duration LONGEST_ROUND = Duration.ofSeconds(20);
    private static final int LONGEST_ANSWER = 4 << 20;
    private static final double NANOS = 1e9;

    private final Requester requester;
    private final URI server;
    private final List<String> lines;

    /**
     * Asks one server.
     *
     * @param server its address; a path of its own is put before those of the requests
     */
    HttpProber(Requester requester, URI server, List<String> lines) {
        this.requester = requester;
        this.server = server;
        this.lines = lines;
    }

    @Override
    public WarmUp.Round round() throws InterruptedException {
        int answered = 0;
        int failed = 0;
        long seconds = 0;
        long begun = System.nanoTime();
        for (String line : lines) {
            long start = System.nanoTime();
            if (isAnswered(line)) {
                answered++;
                seconds += System.nanoTime() - start;
            } else {
                failed++;
            }
            if (System.nanoTime() - begun > LONGEST_ROUND.toNanos()) {
                break;
            }
        }
        return new WarmUp.Round(answered, failed, answered == 0 ? Double.NaN : seconds / NANOS / answered);
    }

    private boolean isAnswered(String line) throws InterruptedException {
        HttpRequest request = request(line);
        try {
            int status = requester.sendOnce(request, BoundedBody.ofText(LONGEST_ANSWER)).statusCode();
            return status >= 200 && status < 300;
        } catch (IOException | SurroundingsException e) {
            return false;
        }
    }

    private HttpRequest request(String line) {
        JsonNode object = object(line);
        boolean placed = object.path("path").isTextual() && object.has("body");
        String path = placed ? object.path("path").asText() : PATH;
        JsonNode body = object.path("body");
        String text = !placed ? line : body.isTextual() ? body.asText() : body.toString();
        return HttpRequest.newBuilder(URI.create(server.toString().replaceAll("/+$", "") + path))
                .timeout(TIMEOUT)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(text))
                .build();
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
