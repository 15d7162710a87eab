package io.jenkins.plugins.modeldelivery.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.modeldelivery.judge.simulation.Simulate;
import io.jenkins.plugins.modeldelivery.operation.LocalWorkbench;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VerdictTableTest {
    @TempDir
    private Path folder;

    @Test
    void aSimulationIsATableWithARowForEachScenario() throws Exception {
        Map<String, ?> plan = Map.of("checks", List.of("errors not worse"), "errorFactors", "6,20", "runs", "20");
        try (LocalWorkbench bench = new LocalWorkbench(folder, folder, Map.of(), Clock.systemUTC(), line -> {})) {
            List<String> lines = VerdictTable.of(new Simulate().run(plan, bench).toMap());
            assertThat(lines).hasSize(5);
            assertThat(lines.get(1)).matches(" *scenario +rolled back +interval +median minute +passed");
            assertThat(lines.get(2)).startsWith("  nothing wrong ");
            assertThat(lines.get(4)).matches("  errors x20 +100.* \u2013 100.* 1 +0.*");
        }
    }
}
