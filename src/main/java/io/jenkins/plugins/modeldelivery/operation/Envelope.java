package io.jenkins.plugins.modeldelivery.operation;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What every report begins with, whatever the capability.
 *
 * @param schema versioned name of the report's form, such as {@code model-delivery/evaluation/1}
 * @param name name of this use of the step, unique in its build
 * @param reasons why the verdict is what it is, one plain sentence each
 * @param tool name and version of what wrote the report
 * @param inputs the files that were read
 * @param gates what each gate concluded, in the order in which they were asked
 */
public record Envelope(
        String schema,
        String name,
        Verdict verdict,
        List<String> reasons,
        Instant startedAt,
        Instant finishedAt,
        String tool,
        List<InputFile> inputs,
        List<GateResult> gates) {

    public Envelope {
        reasons = List.copyOf(reasons);
        inputs = List.copyOf(inputs);
        gates = List.copyOf(gates);
    }

    Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("schema", schema);
        map.put("name", name);
        map.put("verdict", verdict.name());
        map.put("reasons", Plain.of(reasons));
        map.put("startedAt", startedAt.toString());
        map.put("finishedAt", finishedAt.toString());
        map.put("tool", tool);
        map.put("inputs", Plain.of(inputs.stream().map(InputFile::toMap).toList()));
        map.put("gates", Plain.of(gates.stream().map(GateResult::toMap).toList()));
        return map;
    }
}
