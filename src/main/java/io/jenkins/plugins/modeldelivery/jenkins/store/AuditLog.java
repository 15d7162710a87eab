package io.jenkins.plugins.modeldelivery.jenkins.store;

import hudson.model.User;
import io.jenkins.plugins.modeldelivery.operation.InvalidInputException;
import io.jenkins.plugins.modeldelivery.operation.SurroundingsException;
import io.jenkins.plugins.modeldelivery.report.ReportJson;
import io.jenkins.plugins.modeldelivery.report.ReportView;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Who asked what of which release or watch, and why: JSON Lines, {@code audit.jsonl} in the {@link StoreFolder}. */
public final class AuditLog {
    /** One for all objects, since all write the same file. */
    private static final Object WRITING = new Object();

    private final Path file;

    private AuditLog(Path file) {
        this.file = file;
    }

    /** The log of this Jenkins. */
    public static AuditLog ofJenkins() {
        return in(StoreFolder.path());
    }

    static AuditLog in(Path folder) {
        return new AuditLog(folder.resolve("audit.jsonl"));
    }

    /** The id of who asks now; empty when nobody is logged in. */
    public static String user() {
        User user = User.current();
        return user == null ? "" : user.getId();
    }

    /**
     * One line of the log.
     *
     * @param user the id of who asked; empty when nobody was logged in
     * @param subject what it was asked of, such as {@code local/default/local.fraud}
     * @param build the build that it was asked of; empty where there is none
     * @param name the use's name in that build; empty where there is none
     */
    public record Entry(Instant at, String user, String asked, String subject, String build, String name, String reason) {
        private String line() {
            Map<String, Object> line = new LinkedHashMap<>();
            line.put("at", at.toString());
            line.put("user", user);
            line.put("asked", asked);
            line.put("subject", subject);
            line.put("build", build);
            line.put("name", name);
            line.put("reason", reason);
            return ReportJson.line(line) + "\n";
        }
    }

    /**
     * Appends an entry, durably.
     *
     * @throws SurroundingsException if it cannot be written; nothing may be done then
     */
    public void append(Entry entry) {
        synchronized (WRITING) {
            try {
                Files.createDirectories(file.getParent());
                Files.writeString(
                        file, entry.line(), StandardOpenOption.CREATE, StandardOpenOption.APPEND, StandardOpenOption.DSYNC);
            } catch (IOException e) {
                throw failure("write", e);
            }
        }
    }

    /**
     * Drops what was asked before this time, and lines that are none. A crash leaves the old log or the new one.
     *
     * @throws SurroundingsException if it cannot be written anew
     */
    public void forgetBefore(Instant time) {
        synchronized (WRITING) {
            if (!Files.exists(file)) {
                return;
            }
            try (Stream<String> all = Files.lines(file, StandardCharsets.UTF_8)) {
                List<String> kept = all.filter(line -> isSince(line, time)).toList();
                Path draft = file.resolveSibling("audit.new");
                Files.write(draft, kept, StandardCharsets.UTF_8);
                Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } catch (IOException e) {
                throw failure("shorten", e);
            }
        }
    }

    private boolean isSince(String line, Instant time) {
        try {
            String at = new ReportView(ReportJson.read(line, file.toString())).text("at");
            return !Instant.parse(at).isBefore(time);
        } catch (InvalidInputException | DateTimeParseException e) {
            // Cut short by a crash.
            return false;
        }
    }

    private SurroundingsException failure(String what, IOException e) {
        return new SurroundingsException(
                "cannot " + what + " the audit log " + file + ": " + e + "; check its permissions and the free space", e);
    }
}
