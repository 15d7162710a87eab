package io.jenkins.plugins.modeldelivery.jenkins.operation;

import io.jenkins.plugins.modeldelivery.operation.SurroundingsException;
import io.jenkins.plugins.modeldelivery.report.ReportJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** Who asked what of which release or watch, and why: JSON Lines that are only ever appended to. */
final class AuditLog {
    private final Path file;

    private AuditLog(Path file) {
        this.file = file;
    }

    /** The log in the folder of everything that outlives builds. */
    static AuditLog of(Path store) {
        return new AuditLog(store.resolve("audit.jsonl"));
    }

    /**
     * Appends a line, durably.
     *
     * @param user the id of who asked; empty when nobody is logged in
     * @throws SurroundingsException if it cannot be written; nothing may be done then
     */
    synchronized void append(
            Instant at, String user, String asked, String subject, String build, String name, String reason) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("at", at.toString());
        line.put("user", user);
        line.put("asked", asked);
        line.put("subject", subject);
        line.put("build", build);
        line.put("name", name);
        line.put("reason", reason);
        try {
            Files.createDirectories(file.getParent());
            Files.write(
                    file, (ReportJson.line(line) + "\n").getBytes(StandardCharsets.UTF_8),
                    StandardOpenOption.CREATE, StandardOpenOption.APPEND, StandardOpenOption.DSYNC);
        } catch (IOException e) {
            throw new SurroundingsException(
                    "cannot write the audit log " + file + ": " + e + "; check its permissions and the free space", e);
        }
    }
}
