package io.jenkins.plugins.modeldelivery.benchmark.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.modeldelivery.operation.Credential;
import io.jenkins.plugins.modeldelivery.operation.InvalidInputException;
import io.jenkins.plugins.modeldelivery.operation.SurroundingsException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What goes into a Job and what comes back out of it is whole, or nothing. */
class ReportLinesTest {
    private static Map<String, Object> large() {
        Random random = new Random(1);
        List<Object> numbers = new ArrayList<>();
        for (int i = 0; i < 5000; i++) {
            numbers.add(random.nextDouble());
        }
        Map<String, Object> report = new LinkedHashMap<>();
        report.put("numbers", numbers);
        report.put("text", "Übersicht \u4e2d");
        return report;
    }

    @Test
    void aReportComesBackFromLinesInAnyOrderAndTwice() {
        List<String> lines = new ArrayList<>(ReportLines.of(large()));
        assertThat(lines).hasSizeGreaterThan(3).allSatisfy(line -> assertThat(line.length()).isLessThan(16_000));
        lines.addAll(lines.subList(0, 2));
        Collections.shuffle(lines, new Random(2));
        ReportLines reader = new ReportLines();
        assertThat(reader.take("Measured 200/s")).isFalse();
        lines.forEach(line -> assertThat(reader.take(line)).isTrue());
        assertThat(reader.report()).contains(large());
    }

    @Test
    void aReportThatIsNotWholeIsNone() {
        List<String> lines = ReportLines.of(large());
        ReportLines reader = new ReportLines();
        assertThat(reader.report()).isEmpty();
        lines.subList(1, lines.size()).forEach(reader::take);
        assertThat(reader.report()).isEmpty();
    }

    @Test
    void aDamagedReportIsAnError() {
        ReportLines reader = new ReportLines();
        reader.take("model-delivery-report 1/1 AAAA");
        assertThatThrownBy(reader::report).isInstanceOf(SurroundingsException.class).hasMessageContaining("came back damaged");
    }

    @Test
    void aBundleUnfoldsAsItWasPacked(@TempDir Path folder) throws Exception {
        byte[] data = "{\"a\":1}\n".getBytes(StandardCharsets.UTF_8);
        LoadBundle bundle = new LoadBundle(
                Map.of("rate", "100", "gates", List.of("p99 <= 1s"), "data", "in/data.jsonl"),
                Map.of("data", data),
                Map.of("id", new Credential("user", "s3cret")));
        LoadBundle back = LoadBundle.unpack(bundle.pack());
        assertThat(back.credentials()).isEqualTo(bundle.credentials());
        assertThat(back.unfold(folder))
                .containsEntry("rate", "100")
                .containsEntry("gates", List.of("p99 <= 1s"))
                .containsEntry("data", folder.resolve("data").toString());
        assertThat(folder.resolve("data")).hasBinaryContent(data);
        assertThat(bundle.toString()).doesNotContain("s3cret");
        assertThatThrownBy(() -> new LoadBundle(Map.of(), Map.of("../x", data), Map.of()).unfold(folder))
                .isInstanceOf(InvalidInputException.class);
    }
}
