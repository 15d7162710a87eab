package io.jenkins.plugins.modeldelivery.image.model;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;

/**
 * What is known of a model. A text that is empty is not known.
 *
 * @param format such as {@code safetensors}; {@code unknown} when no format was recognised
 * @param parameters number of weights
 * @param precision type of most of the weights, such as {@code float16}
 * @param signature inputs and outputs in one line
 * @param size bytes of all of its files
 * @param details further facts by name, such as the architecture
 */
public record ModelFacts(
        String format,
        OptionalLong parameters,
        String precision,
        String signature,
        String licence,
        long size,
        Map<String, String> details) {

    /** The facts as a report holds them. */
    public Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("format", format);
        map.put("parameters", parameters.isPresent() ? parameters.getAsLong() : null);
        map.put("precision", precision);
        map.put("signature", signature);
        map.put("licence", licence);
        map.put("size", size);
        map.put("details", details);
        return map;
    }

    /** The facts as annotations and labels, each below one prefix. */
    public Map<String, String> annotations() {
        Map<String, String> annotations = new LinkedHashMap<>();
        put(annotations, "model-delivery.jenkins.io/format", format);
        parameters.ifPresent(count -> put(annotations, "model-delivery.jenkins.io/parameters", Long.toString(count)));
        put(annotations, "model-delivery.jenkins.io/precision", precision);
        put(annotations, "model-delivery.jenkins.io/signature", signature);
        put(annotations, "org.opencontainers.image.licenses", licence);
        return annotations;
    }

    private static void put(Map<String, String> annotations, String name, String value) {
        if (!value.isEmpty()) {
            annotations.put(name, value);
        }
    }
}
