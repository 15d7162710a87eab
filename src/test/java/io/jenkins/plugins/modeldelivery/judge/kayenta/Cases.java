package io.jenkins.plugins.modeldelivery.judge.kayenta;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;

/** The numeric cases of Kayenta's own test suites, carried as data. */
final class Cases {
    private Cases() {}

    static Stream<DynamicTest> of(String suite, Consumer<JsonNode> test) throws IOException {
        try (InputStream json = Cases.class.getResourceAsStream(suite + ".json")) {
            JsonNode cases = new ObjectMapper().readTree(json);
            return StreamSupport.stream(cases.spliterator(), false)
                    .map(node -> DynamicTest.dynamicTest(node.get("name").asText(), () -> test.accept(node)));
        }
    }

    static double[] numbers(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false).mapToDouble(Cases::number).toArray();
    }

    static double number(JsonNode node) {
        return node.isTextual() ? Double.NaN : node.doubleValue();
    }
}
