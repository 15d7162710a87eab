package io.jenkins.plugins.modeldelivery.prometheus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import io.jenkins.plugins.modeldelivery.operation.InvalidInputException;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExpositionTest {
    private static final String PAGE =
            """
            # HELP http_requests_total The total number of HTTP requests.
            # TYPE http_requests_total counter
            http_requests_total{method="post",code="200"} 1027 1395066363000
            msdos_file_access_time_seconds{path="C:\\\\DIR\\\\FILE.TXT",error="Cannot find file:\\n\\"FILE.TXT\\""} 1.458255915e9
            metric_without_timestamp_and_labels 12.47
            something_weird{problem="division by zero"} +Inf -3982045
            http_request_duration_seconds_bucket{le="0.05", } 24054
            spaced { a = "b" , c="}" }   NaN
            """;

    @Test
    void readsTheFormatsOwnExample() {
        List<Sample> samples = Exposition.parse("/metrics", PAGE);
        assertThat(samples).hasSize(6);
        assertThat(samples.get(0))
                .isEqualTo(new Sample("http_requests_total", Map.of("method", "post", "code", "200"), 1027, 1395066363));
        assertThat(samples.get(1).labels())
                .containsEntry("path", "C:\\DIR\\FILE.TXT")
                .containsEntry("error", "Cannot find file:\n\"FILE.TXT\"");
        assertThat(samples.get(2).value()).isEqualTo(12.47);
        assertThat(samples.get(2).time()).isNaN();
        assertThat(samples.get(3).value()).isInfinite();
        assertThat(samples.get(4).labels()).isEqualTo(Map.of("le", "0.05"));
        assertThat(samples.get(5).labels()).isEqualTo(Map.of("a", "b", "c", "}"));
        assertThat(samples.get(5).value()).isNaN();
    }

    @Test
    void passesOverExemplarsAndStopsAtTheEndOfOpenMetrics() {
        String page = "foo_bucket{le=\"1\"} 17 # {trace_id=\"a\"} 0.5 123.4\nfoo_total 3 1520879607.789\n# EOF\ngarbage{";
        List<Sample> samples = Exposition.parse("/metrics", page);
        assertThat(samples).extracting(Sample::value).containsExactly(17.0, 3.0);
        assertThat(samples.get(1).time()).isEqualTo(1520879607.789);
    }

    @ParameterizedTest
    @ValueSource(strings = {"<html>", "name", "name{", "name{a=\"b\"", "name{a=b} 1", "name{a=\"b} 1", "name x", "name{a=\"b\\"})
    void aMalformedLineIsNamed(String line) {
        assertThatThrownBy(() -> Exposition.parse("http://x/metrics", "ok 1\n" + line))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageStartingWith("http://x/metrics line 2: ")
                .hasMessageNotContaining("\n");
    }

    @Property(tries = 1000)
    void aMutatedPageIsReadOrRefused(@ForAll long seed) {
        StringBuilder page = new StringBuilder(PAGE);
        Random random = new Random(seed);
        for (int i = 0; i < 3; i++) {
            page.setCharAt(random.nextInt(page.length()), (char) (random.nextBoolean() ? random.nextInt(128) : random.nextInt(65536)));
        }
        try {
            assertThat(Exposition.parse("/metrics", page.toString())).hasSizeLessThan(12);
        } catch (InvalidInputException refused) {
            assertThat(refused.getMessage()).startsWith("/metrics line ");
        } catch (RuntimeException other) {
            fail("neither read nor refused: " + page, other);
        }
    }
}
