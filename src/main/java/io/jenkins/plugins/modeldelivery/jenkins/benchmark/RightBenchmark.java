package io.jenkins.plugins.modeldelivery.jenkins.benchmark;

import java.util.HashMap;
import java.util.Map;

/** A request for a benchmark that is right, so that the check of one field of a form speaks of that field alone. */
final class RightBenchmark {
    static final Map<String, String> PLAIN = Map.of("url", "http://127.0.0.1:8080/");

    private RightBenchmark() {}

    /** One of this scenario, with what the scenario needs; null is the default. */
    static Map<String, Object> ofScenario(String scenario) {
        String name = scenario == null ? "" : scenario;
        Map<String, Object> request = new HashMap<>(PLAIN);
        request.put("scenario", name);
        switch (name) {
            case "server", "constant" -> request.put("rate", "100");
            case "search" -> request.putAll(Map.of("rate", "100..200 step 100", "gates", "p99 <= 1s"));
            case "offline" -> request.put("data", "requests.jsonl");
            case "trace" -> request.put("trace", "times.txt");
            default -> { }
        }
        return request;
    }

    /** One by this protocol, with what the protocol needs; null is the default. */
    static Map<String, Object> ofProtocol(String protocol) {
        Map<String, Object> request = new HashMap<>(PLAIN);
        request.putAll(Map.of("protocol", protocol == null ? "" : protocol, "model", "model", "data", "requests.jsonl"));
        return request;
    }
}
