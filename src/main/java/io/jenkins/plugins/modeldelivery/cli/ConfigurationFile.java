package io.jenkins.plugins.modeldelivery.cli;

import io.jenkins.plugins.modeldelivery.operation.InvalidInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.representer.Representer;
import org.yaml.snakeyaml.resolver.Resolver;

/**
 * Reads the file of {@code --config}: parameter names with a text, or a list of texts, each. Every value stays the text
 * that was written, so that {@code 1.0}, {@code yes} or {@code 2026-01-01} mean what they mean as an option.
 */
final class ConfigurationFile {
    private ConfigurationFile() {}

    /**
     * Reads the file.
     *
     * @return String or {@code List<String>} by name
     * @throws InvalidInputException if it cannot be read or has another form
     */
    static Map<String, Object> read(Path file) {
        Object content = load(file);
        if (content == null) {
            return Map.of();
        }
        if (!(content instanceof Map<?, ?> map)) {
            throw refused(file, "is not a list of 'name: value' lines", "write one parameter a line, as in minRows: 100");
        }
        Map<String, Object> values = new LinkedHashMap<>();
        map.forEach((name, value) -> values.put(String.valueOf(name), value(file, name, value)));
        return values;
    }

    private static Object value(Path file, Object name, Object value) {
        if (value == null || value instanceof String) {
            return value;
        }
        if (value instanceof List<?> list && list.stream().allMatch(String.class::isInstance)) {
            return list;
        }
        throw refused(file, "gives " + name + " a nested value", "write a text, or a list of texts");
    }

    private static Object load(Path file) {
        try {
            return yaml().load(Files.readString(file));
        } catch (IOException e) {
            throw refused(file, "cannot be read (" + e.getClass().getSimpleName() + ")", "check the path");
        } catch (MarkedYAMLException e) {
            int line = e.getProblemMark() == null ? 0 : e.getProblemMark().getLine() + 1;
            throw refused(file, "is not YAML at line " + line + ": " + e.getProblem(), "correct it there");
        } catch (YAMLException e) {
            throw refused(file, "is not YAML: " + e.getMessage().lines().findFirst().orElse(""), "correct it");
        }
    }

    private static Yaml yaml() {
        LoaderOptions loading = new LoaderOptions();
        loading.setAllowDuplicateKeys(false);
        DumperOptions dumping = new DumperOptions();
        return new Yaml(
                new SafeConstructor(loading), new Representer(dumping), dumping, loading, new TextsOnly());
    }

    private static InvalidInputException refused(Path file, String cause, String cure) {
        return new InvalidInputException("--config " + file + " " + cause + "; " + cure);
    }

    /** Takes every value for a text. */
    private static final class TextsOnly extends Resolver {
        @Override
        protected void addImplicitResolvers() {
            // Without any, YAML guesses no types.
        }
    }
}
