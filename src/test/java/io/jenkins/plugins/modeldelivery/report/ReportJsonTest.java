package io.jenkins.plugins.modeldelivery.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.modeldelivery.operation.InvalidInputException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReportJsonTest {
    @Test
    void keysKeepTheirOrderAndLinesEndInALineFeed() {
        Map<String, Object> report = new LinkedHashMap<>();
        report.put("schema", "s/1");
        report.put("b", 1L);
        report.put("a", List.of(0.5, true));
        assertThat(ReportJson.write(report)).isEqualTo("""
                {
                  "schema" : "s/1",
                  "b" : 1,
                  "a" : [ 0.5, true ]
                }
                """);
    }

    @Test
    void whatIsNotFiniteIsNull() {
        Map<String, Object> report = Map.of("a", Arrays.asList(Double.NaN, Double.POSITIVE_INFINITY, 1.5));
        assertThat(ReportJson.read(ReportJson.write(report), "r")).containsEntry("a", Arrays.asList(null, null, 1.5));
    }

    @Property(tries = 200)
    void whatIsWrittenIsRead(@ForAll Map<String, Long> counts, @ForAll List<Double> values, @ForAll String text) {
        Map<String, Object> report = new LinkedHashMap<>(counts);
        report.put("values", values);
        report.put("text", text.codePoints().filter(c -> c < 0xD800).collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append).toString());
        Map<String, Object> read = ReportJson.read(ReportJson.write(report), "r");
        assertThat(read).isEqualTo(report);
        assertThat(List.copyOf(read.keySet())).isEqualTo(List.copyOf(report.keySet()));
    }

    @Test
    void fieldsOfALaterVersionStay() {
        assertThat(ReportJson.read("{\"schema\": \"s/1\", \"invented later\": {\"x\": 1}}", "r")).containsKey("invented later");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "null", "{} {}", "{\"a\": NaN}", "{\"a\": 1, \"a\": 2}", "\u0000"})
    void whatIsNoReportIsRefusedInOneLine(String json) {
        assertThatThrownBy(() -> ReportJson.read(json, "x/report.json"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageStartingWith("x/report.json is not a report")
                .hasMessageNotContaining("\n");
    }

    @Test
    void aMissingFileIsNamed() {
        assertThatThrownBy(() -> ReportJson.read(Path.of("nowhere", "report.json")))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("nowhere");
    }

    @Test
    void anotherMajorVersionIsRefusedInOneLine() {
        Presentations known = new Presentations(List.of(new Presentation() {
            @Override
            public String schema() {
                return "model-delivery/evaluation/1";
            }

            @Override
            public Document document(Map<String, Object> report) {
                return null;
            }

            @Override
            public String badge(Map<String, Object> report) {
                return "";
            }
        }));
        assertThat(known.of(Map.of("schema", "model-delivery/evaluation/1", "more", 1)).schema()).endsWith("/1");
        assertThatThrownBy(() -> known.of(Map.of("schema", "model-delivery/evaluation/2")))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("model-delivery/evaluation/2")
                .hasMessageNotContaining("\n");
        assertThatThrownBy(() -> known.of(Map.of())).isInstanceOf(InvalidInputException.class);
    }
}
