package io.jenkins.plugins.modeldelivery.operation;

import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A value with options of its own, as in {@code kubernetes(namespace: 'ml', gpus: 1)}: a Describable in Jenkins, the same
 * text on the command line and in a configuration file.
 *
 * @param symbol its name, such as {@code kubernetes}
 * @param values its options as they were given, by name
 */
public record Described(String symbol, Map<String, Object> values) implements Serializable {
    private static final long serialVersionUID = 1L;

    public Described {
        values = new LinkedHashMap<>(values);
    }
}
