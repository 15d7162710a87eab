package io.jenkins.plugins.modeldelivery.jenkins.deployment;

import hudson.model.Run;
import io.jenkins.plugins.modeldelivery.jenkins.operation.Subject;
import io.jenkins.plugins.modeldelivery.jenkins.page.LiveReport;
import io.jenkins.plugins.modeldelivery.jenkins.store.AuditLog;
import io.jenkins.plugins.modeldelivery.operation.Signal;
import io.jenkins.plugins.modeldelivery.rollback.RollbackOnAlert;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A roll-back that a person asks for: a watch that is told to roll back before it has seen any alert. So it orders the former
 * version, looks until the router shows it, and leaves its report, as every watch does.
 */
final class RollBack {
    private static final DateTimeFormatter NAME =
            DateTimeFormatter.ofPattern("'rollback-'yyyyMMdd-HHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);
    /** What both steps call the same. */
    private static final List<String> SHARED =
            List.of("workload", "traffic", "namespace", "cluster", "kubeconfig", "context", "caCredentialsId");
    /** Never waited for, yet a watch must say what trouble is. */
    private static final String ANY_ALERT = "alertname=~\".+\"";

    private static final String LOCAL = "local/";

    private final Subject subject;
    private final Subject.Releaser releaser;
    private final Run<?, ?> build;
    private final String reason;

    RollBack(Subject subject, Subject.Releaser releaser, Run<?, ?> build, String reason) {
        this.subject = subject;
        this.releaser = releaser;
        this.build = build;
        this.reason = reason;
    }

    /**
     * Begins it, once the audit log says so.
     *
     * @return the address of its page, from Jenkins' root
     * @throws hudson.AbortException if what is known of the release does not suffice to reach its router
     */
    String begin() throws IOException {
        Instant now = Clock.systemUTC().instant();
        String name = NAME.format(now);
        String user = AuditLog.user();
        AuditLog.ofJenkins().append(new AuditLog.Entry(
                now, user, Signal.Kind.ROLL_BACK.name().toLowerCase(Locale.ROOT), subject.path(), build.getExternalizableId(), name,
                reason));
        subject.begin(
                build, "rollbackOnAlert", RollbackOnAlert.class, arguments(name),
                new Signal(Signal.Kind.ROLL_BACK, user, reason, now));
        return LiveReport.page(build, name);
    }

    private Map<String, Object> arguments(String name) {
        Map<String, Object> arguments = new LinkedHashMap<>();
        Map<String, Object> released = releaser.arguments();
        SHARED.stream().filter(released::containsKey).forEach(shared -> arguments.put(shared, released.get(shared)));
        // In a cluster they are those of the metrics.
        if (String.valueOf(released.get("workload")).startsWith(LOCAL) && released.containsKey("credentialsId")) {
            arguments.put("trafficCredentialsId", released.get("credentialsId"));
        }
        arguments.put("alerts", List.of(ANY_ALERT));
        arguments.put("interval", "2s");
        arguments.put("name", name);
        return arguments;
    }
}
