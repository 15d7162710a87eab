package io.jenkins.plugins.modeldelivery.rollback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jenkins.plugins.modeldelivery.operation.Report;
import io.jenkins.plugins.modeldelivery.prometheus.AlertingStack;
import io.jenkins.plugins.modeldelivery.release.local.ProxyLoad;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A real Prometheus sees the released version fail, a rule fires, and the version before it is back. */
@Timeout(120)
class RealAlertsTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"alertmanager", "metrics", "rules"})
    void whateverIsAskedBringsTheFormerVersionBack(String source) throws Exception {
        try (TwoVersions versions = new TwoVersions(folder)) {
            Optional<AlertingStack> started = versions.alerting(folder.resolve("servers"));
            assumeTrue(started.isPresent(), "prometheus or prometheus-alertmanager is not installed");
            try (AlertingStack stack = started.get(); ProxyLoad load = versions.load()) {
                versions.current.errorShare = 0.5;
                Report report = versions.watch(parameters(source, stack)).get(100, TimeUnit.SECONDS);
                assertThat(report.toMap()).containsEntry("outcome", "ROLLED_BACK");
                assertThat(versions.stable()).isEqualTo(versions.former.address().toString());
            }
        }
    }

    private static Map<String, Object> parameters(String source, AlertingStack stack) {
        Map<String, Object> parameters = new HashMap<>(Map.of("watch", "1h", "interval", "500ms"));
        switch (source) {
            case "alertmanager" -> parameters.put("alertmanager", stack.alertmanager().toString());
            default -> parameters.put("metrics", stack.prometheus().toString());
        }
        if (source.equals("rules")) {
            String errors = "sum(rate(model_delivery_errors_total[5s]))";
            String requests = "sum(rate(model_delivery_requests_total[5s]))";
            parameters.put("rules", List.of("promql(\"" + errors + " / " + requests + "\") > 10% for 2s"));
        } else {
            parameters.put("alerts", List.of("model=\"fraud\"", "severity=~\"critical|page\""));
        }
        return parameters;
    }

    @Test
    void whatFiresElsewhereOrIsInhibitedRollsNothingBackAndTheRestDoes() throws Exception {
        try (TwoVersions versions = new TwoVersions(folder)) {
            Optional<AlertingStack> started = versions.alerting(folder.resolve("servers"));
            assumeTrue(started.isPresent(), "prometheus or prometheus-alertmanager is not installed");
            try (AlertingStack stack = started.get()) {
                Instant before = Instant.now().minusSeconds(3600);
                stack.alert("Slow", "other", before);
                stack.alert("Slow", "fraud", Instant.now());
                Map<String, Object> asked = Map.of(
                        "watch", "2s", "interval", "200ms", "alerts", List.of("model=\"fraud\""),
                        "alertmanager", stack.alertmanager().toString());
                Map<String, Object> elsewhere = versions.watch(asked).get(60, TimeUnit.SECONDS).toMap();
                assertThat(elsewhere).containsEntry("outcome", "CLEAN");
                assertThat(elsewhere.get("alerts").toString()).contains("fires elsewhere").contains("model=other");

                stack.alert("ClusterDown", "none", before);
                stack.alert("HighErrorRate", "fraud", Instant.now());
                assertThat(versions.watch(asked).get(60, TimeUnit.SECONDS).toMap()).containsEntry("outcome", "CLEAN");

                stack.resolve("ClusterDown", "none", before);
                assertThat(versions.watch(asked).get(60, TimeUnit.SECONDS).toMap())
                        .containsEntry("outcome", "ROLLED_BACK").containsEntry("cause", "HighErrorRate");
            }
        }
    }

    @Test
    void aSilencedAlertIsNotHeardOf() throws Exception {
        try (TwoVersions versions = new TwoVersions(folder)) {
            Optional<AlertingStack> started = versions.alerting(folder.resolve("servers"));
            assumeTrue(started.isPresent(), "prometheus or prometheus-alertmanager is not installed");
            try (AlertingStack stack = started.get(); ProxyLoad load = versions.load()) {
                stack.silence("model", "fraud");
                versions.current.errorShare = 0.5;
                CompletableFuture<Report> watch = versions.watch(Map.of(
                        "watch", "15s", "interval", "500ms", "alerts", List.of("model=\"fraud\""),
                        "alertmanager", stack.alertmanager().toString()));
                assertThat(watch.get(60, TimeUnit.SECONDS).toMap()).containsEntry("outcome", "CLEAN");
                assertThat(stack.alerts()).contains("\"state\":\"firing\"");
            }
        }
    }
}
