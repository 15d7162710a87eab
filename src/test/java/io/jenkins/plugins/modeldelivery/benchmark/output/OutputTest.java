package io.jenkins.plugins.modeldelivery.benchmark.output;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.jenkins.plugins.modeldelivery.benchmark.latency.EncodedHistogram;
import io.jenkins.plugins.modeldelivery.report.ReportView;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogReader;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

class OutputTest {
    private final Histogram latency = histogram();
    private final ReportView report = new ReportView(Map.of(
            "name", "load",
            "startedAt", "2026-01-01T00:00:00Z",
            "gates", List.of(
                    gate("p99 <= 50ms", "PASS", "holds"),
                    gate("p99 <= 1ms", "FAIL", "is <b> & \"late\" \u0001"),
                    gate("p99.9 <= 1ms", "INCONCLUSIVE", "too few"),
                    gate("warn: p50 <= 1ms", "WARN", "slow")),
            "points", List.of(
                    Map.of(
                            "label", "8 clients, closed",
                            "startedAt", 1767225600.5,
                            "seconds", 2.5,
                            "requests", 1000L,
                            "failures", Map.of("TIMEOUT", 2L, "STATUS", 3L),
                            "throughput", Map.of("value", 400.0, "low", 390.5, "high", 410.0),
                            "latency", Map.of("p99", Map.of("value", 0.041, "low", 0.04, "high", 0.05)),
                            "histograms", Map.of("latency", EncodedHistogram.write(latency)),
                            "valid", true,
                            "invalid", List.of()),
                    Map.of("label", "200/s", "seconds", 1.0, "valid", false, "invalid", List.of("rate missed", "gc")))));

    @Test
    void aSpreadsheetReadsThePoints() throws Exception {
        List<NamedCsvRecord> rows;
        try (CsvReader<NamedCsvRecord> reader = CsvReader.builder().ofNamedCsvRecord(PointsCsv.of(report))) {
            rows = reader.stream().toList();
        }
        assertThat(rows.get(0).getFieldsAsMap())
                .containsEntry("label", "8 clients, closed")
                .containsEntry("requests", "1000")
                .containsEntry("failures", "5")
                .containsEntry("throughput", "400")
                .containsEntry("throughput low", "390.5")
                .containsEntry("latency p99", "0.041")
                .containsEntry("valid", "true");
        assertThat(rows.get(1).getFieldsAsMap())
                .containsEntry("throughput", "")
                .containsEntry("invalid", "rate missed; gc");
    }

    @Test
    void hdrHistogramReadsItsLogBackExactly() {
        byte[] log = HistogramLog.of(report).getBytes(StandardCharsets.UTF_8);
        HistogramLogReader reader = new HistogramLogReader(new ByteArrayInputStream(log));
        Histogram read = (Histogram) reader.nextIntervalHistogram();
        assertThat(read).isEqualTo(latency);
        assertThat(read.getTag()).isEqualTo("8_clients__closed_latency");
        assertThat(read.getEndTimeStamp() - read.getStartTimeStamp()).isEqualTo(2500);
        assertThat(reader.hasNext()).isFalse();
    }

    @Test
    void junitShowsGatesAndPointsAsTestCases() throws Exception {
        Element suite = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(JunitXml.of(report).getBytes(StandardCharsets.UTF_8)))
                .getDocumentElement();
        assertThat(List.of(suite.getAttribute("tests"), suite.getAttribute("failures"), suite.getAttribute("errors")))
                .containsExactly("6", "1", "2");
        NodeList cases = suite.getElementsByTagName("testcase");
        assertThat(cases.getLength()).isEqualTo(6);
        Element failure = (Element) suite.getElementsByTagName("failure").item(0);
        assertThat(failure.getAttribute("message")).isEqualTo("is <b> & \"late\" \uFFFD");
        assertThat(((Element) cases.item(5)).getAttribute("name")).isEqualTo("200/s");
    }

    private static Map<String, Object> gate(String gate, String verdict, String reason) {
        return Map.of("gate", gate, "verdict", verdict, "reason", reason);
    }

    private static Histogram histogram() {
        Histogram histogram = new Histogram(3_600_000_000_000L, 3);
        for (long nanos = 1_000_000; nanos < 100_000_000; nanos += 777_777) {
            histogram.recordValue(nanos);
        }
        return histogram;
    }
}
