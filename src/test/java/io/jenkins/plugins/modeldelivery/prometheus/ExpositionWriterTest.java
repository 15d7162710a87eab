package io.jenkins.plugins.modeldelivery.prometheus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** What is written is what our reader reads, and what Prometheus' own tool accepts. */
class ExpositionWriterTest {
    @Property(tries = 200)
    void everyLabelAndNumberIsReadBack(@ForAll String label, @ForAll double value) {
        ExpositionWriter page = new ExpositionWriter();
        page.metric("some_seconds", ExpositionWriter.Type.GAUGE, "A \\ and\na line.");
        page.sample("some_seconds", Map.of("name", label), value);

        Sample read = Exposition.parse("test", page.page()).get(0);
        assertThat(read.labels()).containsExactly(Map.entry("name", label));
        assertThat(read.value()).isEqualTo(value);
    }

    @Test
    void samplesOfAMetricStandTogether() {
        assertThat(example()).isEqualTo("""
                # HELP things_total Things.
                # TYPE things_total counter
                things_total{kind="a"} 1
                things_total{kind="b"} 2000000
                # HELP wait_seconds Waiting.
                # TYPE wait_seconds histogram
                wait_seconds_bucket{kind="a",le="1.0"} 2
                wait_seconds_bucket{kind="a",le="5.0"} 3
                wait_seconds_bucket{kind="a",le="+Inf"} 4
                wait_seconds_sum{kind="a"} 13.75
                wait_seconds_count{kind="a"} 4
                """);
    }

    @Test
    void promtoolAcceptsIt() throws Exception {
        Path promtool = Path.of("/usr/bin/promtool");
        assumeTrue(Files.isExecutable(promtool), "promtool is not installed");
        assertThat(said(promtool, example())).isEmpty();
        assertThat(said(promtool, example().replace("# HELP things_total Things.\n", ""))).contains("no help text");
    }

    private static String said(Path promtool, String page) throws IOException {
        Process process = new ProcessBuilder(promtool.toString(), "check", "metrics").redirectErrorStream(true).start();
        process.getOutputStream().write(page.getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().close();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    private static String example() {
        ExpositionWriter page = new ExpositionWriter();
        page.metric("things_total", ExpositionWriter.Type.COUNTER, "Things.");
        page.metric("wait_seconds", ExpositionWriter.Type.HISTOGRAM, "Waiting.");
        page.sample("things_total", Map.of("kind", "a"), 1);
        SecondsHistogram histogram = new SecondsHistogram(1, 5);
        Stream.of(0.25, 1.0, 2.5, 10.0).forEach(histogram::observe);
        histogram.expose(page, "wait_seconds", Map.of("kind", "a"));
        page.sample("things_total", Map.of("kind", "b"), 2e6);
        return page.page();
    }
}
