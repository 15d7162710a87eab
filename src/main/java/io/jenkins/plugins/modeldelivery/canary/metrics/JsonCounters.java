package io.jenkins.plugins.modeldelivery.canary.metrics;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.jenkins.plugins.modeldelivery.http.BoundedBody;
import io.jenkins.plugins.modeldelivery.http.JsonPath;
import io.jenkins.plugins.modeldelivery.http.Redacted;
import io.jenkins.plugins.modeldelivery.http.Requester;
import io.jenkins.plugins.modeldelivery.judge.PodSample;
import io.jenkins.plugins.modeldelivery.operation.InvalidInputException;
import io.jenkins.plugins.modeldelivery.operation.SurroundingsException;
import io.jenkins.plugins.modeldelivery.release.local.Arm;
import io.jenkins.plugins.modeldelivery.release.metrics.Columns;
import io.jenkins.plugins.modeldelivery.release.metrics.MetricsSource;
import io.jenkins.plugins.modeldelivery.release.metrics.Scrape;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads counters from any server that answers with JSON: at a path of it stands an object whose fields are the judge's
 * columns, or a list of such objects, one a pod with its name in {@code pod}.
 */
public final class JsonCounters implements MetricsSource {
    /** In the address or the path: replaced by {@code stable} and {@code canary}. */
    static final String ARM = "{arm}";

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Duration TIMEOUT = Duration.ofSeconds(20);
    private static final int LONGEST = 8 << 20;

    private final Requester requester;
    private final String address;
    private final String path;
    private final String authorization;
    private final Columns columns;

    /**
     * Reads one server.
     *
     * @param path where the object stands, as in {@code $.arms.{arm}}; {@code $} for the whole answer
     * @param authorization the header's value; the empty string for none
     * @param asked the columns that the checks read
     */
    public JsonCounters(Requester requester, String address, String path, String authorization, Set<String> asked) {
        this.requester = requester;
        this.address = address;
        this.path = path;
        this.authorization = authorization;
        this.columns = new Columns(asked);
    }

    @Override
    public Scrape read() throws InterruptedException {
        Map<String, JsonNode> answers = new LinkedHashMap<>();
        List<PodSample> stable = arm(Arm.STABLE, answers);
        List<PodSample> canary = arm(Arm.CANARY, answers);
        if (stable.isEmpty() && canary.isEmpty()) {
            throw new SurroundingsException("the answer of " + Redacted.of(URI.create(filled(address, Arm.CANARY)))
                    + " has no object at " + path + "; correct the path after # in metrics");
        }
        return Scrape.ofPods(stable, canary, Map.of());
    }

    private List<PodSample> arm(Arm arm, Map<String, JsonNode> answers) throws InterruptedException {
        String uri = filled(address, arm);
        JsonNode answer = answers.get(uri);
        if (answer == null) {
            answer = ask(URI.create(uri));
            answers.put(uri, answer);
        }
        String filled = filled(path, arm);
        JsonNode found = filled.equals("$") ? answer : JsonPath.parse(filled).orElseThrow().in(answer);
        List<PodSample> pods = new ArrayList<>();
        if (found.isArray()) {
            found.forEach(pod -> pods.add(sample(pod)));
        } else if (found.isObject()) {
            pods.add(sample(found));
        }
        return pods;
    }

    private PodSample sample(JsonNode object) {
        Map<String, Double> values = new LinkedHashMap<>();
        object.fields().forEachRemaining(field -> {
            if (field.getValue().isNumber() && columns.isAsked(field.getKey())) {
                values.put(field.getKey(), field.getValue().doubleValue());
            }
        });
        return new PodSample(object.path("pod").asText(), values);
    }

    private JsonNode ask(URI uri) throws InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri).timeout(TIMEOUT).header("Accept", "application/json");
        if (!authorization.isEmpty()) {
            request.header("Authorization", authorization);
        }
        HttpResponse<String> response = requester.send(request.build(), BoundedBody.ofText(LONGEST));
        if (response.statusCode() != 200) {
            throw new SurroundingsException("the metrics at " + Redacted.of(uri) + " were answered with status "
                    + response.statusCode() + "; check metrics and metricsCredentialsId");
        }
        try {
            return JSON.readTree(response.body());
        } catch (JsonProcessingException e) {
            throw new InvalidInputException("the metrics at " + Redacted.of(uri) + " are not JSON; check metrics", e);
        }
    }

    private static String filled(String text, Arm arm) {
        return text.replace(ARM, arm.label());
    }
}
