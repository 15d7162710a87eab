package io.jenkins.plugins.modeldelivery.documentation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The rules, configurations and dashboards that users copy are valid, as the tools of Prometheus itself say. */
class MonitoringExamplesTest {
    private static final Path PROMETHEUS = Path.of("examples/prometheus").toAbsolutePath();
    private static final Path SOURCES = Path.of("src/main/java/io/jenkins/plugins/modeldelivery");
    private static final Path GRAFANA = Path.of("examples/grafana");

    @ParameterizedTest
    @ValueSource(strings = {
        "promtool check rules --lint-fatal model-servers.rules.yml",
        "promtool test rules model-servers.test.yml",
        "promtool check rules --lint-fatal deliveries.rules.yml",
        "promtool test rules deliveries.test.yml",
        "promtool check config --syntax-only prometheus.yml"
    })
    void eachFileIsValid(String command) throws Exception {
        assertAccepted(PROMETHEUS, command.split(" "));
    }

    @ParameterizedTest
    @ValueSource(strings = {"model-servers.json", "deliveries.json"})
    void eachQueryOfADashboardIsValid(String name, @TempDir Path folder) throws Exception {
        List<String> expressions = new ArrayList<>();
        collect(new ObjectMapper().readTree(GRAFANA.resolve(name).toFile()), expressions);
        assertThat(expressions).hasSizeGreaterThan(5);
        StringBuilder rules = new StringBuilder("groups:\n  - name: dashboard\n    rules:\n");
        for (int i = 0; i < expressions.size(); i++) {
            String query = expressions.get(i).replaceAll("\\$(model|workload)\\b", ".*").replace("'", "''");
            rules.append("      - {record: 'panel:").append(i).append("', expr: '").append(query).append("'}\n");
        }
        Files.writeString(folder.resolve("dashboard.yml"), rules);
        assertAccepted(folder, "promtool", "check", "rules", "dashboard.yml");
    }

    @Test
    void panelsDoNotLieOnOneAnother() throws IOException {
        for (String name : List.of("model-servers.json", "deliveries.json")) {
            List<String> places = new ArrayList<>();
            for (JsonNode panel : new ObjectMapper().readTree(GRAFANA.resolve(name).toFile()).path("panels")) {
                places.add(panel.path("gridPos").path("x") + "," + panel.path("gridPos").path("y"));
                assertThat(panel.path("title").asText()).isNotEmpty();
            }
            assertThat(places).as(name).doesNotHaveDuplicates();
        }
    }

    /** A metric that nothing exposes would leave a panel empty for ever. */
    @Test
    void deliveriesAreShownByMetricsThatJenkinsExposes() throws IOException {
        String metrics = Files.readString(SOURCES.resolve("release/Tally.java"))
                + Files.readString(SOURCES.resolve("jenkins/deployment/DeploymentMetrics.java"));
        String asked = Files.readString(GRAFANA.resolve("deliveries.json")) + Files.readString(PROMETHEUS.resolve("deliveries.rules.yml"));
        List<String> names = Pattern.compile("model_delivery_\\w+").matcher(asked).results().map(MatchResult::group).distinct().toList();
        assertThat(names).hasSizeGreaterThan(5)
                .allMatch(name -> metrics.contains('"' + name.replaceFirst("_bucket$", "") + '"'));
    }

    private static void collect(JsonNode node, List<String> expressions) {
        if (node.path("expr").isTextual()) {
            expressions.add(node.path("expr").asText());
        }
        node.forEach(child -> collect(child, expressions));
    }

    private static void assertAccepted(Path folder, String... command) throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin", command[0])), command[0] + " is not installed");
        Process process = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(said).isZero();
    }
}
