package io.jenkins.plugins.modeldelivery.prometheus;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** What an answer says against itself: a Thanos that does not reach a store answers with what the others have, and warns. */
final class Warnings {
    /** Some servers put remarks on how a query is written among the warnings; the answer is whole all the same. */
    private static final String REMARK = "PromQL info:";

    private Warnings() {}

    /** All of them in one line; the empty string when there is none. */
    static String in(JsonNode root) {
        List<String> warnings = new ArrayList<>();
        root.path("warnings").forEach(warning -> warnings.add(warning.asText()));
        warnings.removeIf(warning -> warning.startsWith(REMARK));
        return String.join("; ", warnings);
    }
}
