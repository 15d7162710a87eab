package io.jenkins.plugins.modeldelivery.image.dockerfile;

import io.jenkins.plugins.modeldelivery.image.layer.TarBuilder;
import io.jenkins.plugins.modeldelivery.operation.Credential;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * The secrets of a build as files at the top of the context, under names that nobody can guess and no instruction may copy.
 * They are in memory only here; a log line that holds one is masked.
 */
final class SecretFiles {
    /** Where Docker and Podman look for what may not be copied; Podman prefers the first. */
    private static final String[] IGNORE_FILES = {".containerignore", ".dockerignore"};

    private static final String MASK = "****";

    private final String prefix = ".secret-" + UUID.randomUUID() + "-";
    private final Map<String, Credential> secrets;

    /** Secrets by the id that the Dockerfile mounts. */
    SecretFiles(Map<String, Credential> secrets) {
        this.secrets = new LinkedHashMap<>(secrets);
    }

    /** For each id the name of its file. */
    Map<String, String> paths() {
        Map<String, String> paths = new LinkedHashMap<>();
        secrets.keySet().forEach(id -> paths.put(id, prefix + id));
        return paths;
    }

    void addTo(TarBuilder context) {
        if (secrets.isEmpty()) {
            return;
        }
        for (String name : IGNORE_FILES) {
            context.file(name, (prefix + "*\n").getBytes(StandardCharsets.UTF_8));
        }
        secrets.forEach((id, secret) ->
                context.file(prefix + id, secret.secret().getBytes(StandardCharsets.UTF_8)));
    }

    Consumer<String> masked(Consumer<String> log) {
        return line -> {
            String shown = line;
            for (Credential secret : secrets.values()) {
                for (String part : secret.secret().split("\\R")) {
                    shown = part.isBlank() ? shown : shown.replace(part.strip(), MASK);
                }
            }
            log.accept(shown);
        };
    }
}
