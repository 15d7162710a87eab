package io.jenkins.plugins.modeldelivery.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every metric agrees with scikit-learn 1.2 over random tables; see src/test/python/evaluation_oracle.py. The largest
 * difference is written to target/evaluation-oracle.txt.
 */
class EvaluationOracleTest {
    private static final double TOLERANCE = 1e-12;

    @TempDir
    private Path workspace;

    @Test
    void metricsAgreeWithScikitLearn() throws Exception {
        List<String> wrong = new ArrayList<>();
        double largest = 0;
        int number = 0;
        int compared = 0;
        for (JsonNode oracle : cases()) {
            Map<?, ?> found = metrics(oracle);
            for (Iterator<String> names = oracle.get("expected").fieldNames(); names.hasNext(); ) {
                String name = names.next();
                JsonNode expected = oracle.get("expected").get(name);
                Object value = found.containsKey(name) ? ((Map<?, ?>) found.get(name)).get("value") : "absent";
                compared++;
                if (expected.isNull() || !(value instanceof Double)) {
                    if (!expected.isNull() || value != null) {
                        wrong.add("case " + number + " " + name + ": " + value + ", expected " + expected);
                    }
                    continue;
                }
                double difference = Math.abs((Double) value - expected.asDouble())
                        / Math.max(1, Math.abs(expected.asDouble()));
                largest = Math.max(largest, difference);
                if (difference > TOLERANCE) {
                    wrong.add("case " + number + " " + name + ": " + value + ", expected " + expected);
                }
            }
            number++;
        }
        Files.writeString(
                Path.of("target/evaluation-oracle.txt"),
                compared + " values of " + number + " tables, largest |a - b| / max(1, |b|) " + largest + "\n");
        assertThat(wrong).isEmpty();
        assertThat(number).isGreaterThanOrEqualTo(200);
    }

    private Map<?, ?> metrics(JsonNode oracle) throws IOException, InterruptedException {
        Files.writeString(workspace.resolve("p.csv"), oracle.get("csv").asText());
        Map<String, Object> arguments = new HashMap<>();
        arguments.put("predictions", "p.csv");
        oracle.get("arguments").fields().forEachRemaining(argument -> arguments.put(
                argument.getKey(),
                argument.getValue().isArray()
                        ? new ObjectMapper().convertValue(argument.getValue(), List.class)
                        : argument.getValue().asText()));
        return (Map<?, ?>) Bench.run(workspace, arguments).toMap().get("metrics");
    }

    private static JsonNode cases() throws IOException {
        try (InputStream in = EvaluationOracleTest.class.getResourceAsStream("oracle.json.gz");
                InputStream text = new GZIPInputStream(in)) {
            return new ObjectMapper().readTree(text);
        }
    }
}
