package io.jenkins.plugins.modeldelivery.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The gates that the documentation shows are gates. */
class GatesDocumentationTest {
    private static final GateParser PARSER = new GateParser(new SubjectCatalog(
            Stream.concat(
                            Stream.of("accuracy", "roc_auc", "f1", "f1_macro", "precision", "recall")
                                    .map(name -> SubjectType.plain(name, Unit.RATIO, Direction.HIGHER_IS_BETTER)),
                            Stream.of(
                                    SubjectType.percentile("latency", Unit.SECONDS, Direction.LOWER_IS_BETTER),
                                    SubjectType.plain("throughput", Unit.PER_SECOND, Direction.HIGHER_IS_BETTER),
                                    SubjectType.withArgument("promql", Unit.NONE, null)))
                    .toList()));

    @ParameterizedTest
    @ValueSource(strings = {"docs/gates.md", "docs/zh_CN/gates.md"})
    void everyGateInAGateBlockIsRead(String page) throws IOException {
        List<String> gates = blocks(Files.readAllLines(Path.of(page)), "```gate");

        assertThat(gates).hasSizeGreaterThan(10).allSatisfy(gate -> assertThat(PARSER.gate(gate).text()).isEqualTo(gate));
    }

    private static List<String> blocks(List<String> lines, String opening) {
        List<String> inside = new ArrayList<>();
        boolean open = false;
        for (String line : lines) {
            if (line.startsWith("```")) {
                open = !open && line.equals(opening);
            } else if (open) {
                inside.add(line);
            }
        }
        return inside;
    }
}
