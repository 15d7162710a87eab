package io.jenkins.plugins.modeldelivery.operation;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * Reduces values to what JSON, Pipeline variables and remoting all carry: String, Double, Long, Boolean, List, Map and null.
 * A number that is not finite becomes null, since JSON has no word for it.
 */
final class Plain {
    private Plain() {}

    static Object of(Object value) {
        if (value == null || value instanceof String || value instanceof Boolean || value instanceof Long) {
            return value;
        }
        if (value instanceof Integer || value instanceof Short || value instanceof Byte) {
            return ((Number) value).longValue();
        }
        if (value instanceof Number number) {
            return finite(number.doubleValue());
        }
        if (value instanceof OptionalDouble optional) {
            return optional.isPresent() ? finite(optional.getAsDouble()) : null;
        }
        if (value instanceof OptionalLong optional) {
            return optional.isPresent() ? optional.getAsLong() : null;
        }
        if (value instanceof Enum<?> || value instanceof Instant || value instanceof CharSequence) {
            return value.toString();
        }
        if (value instanceof Map<?, ?> map) {
            return map(map);
        }
        if (value instanceof Collection<?> collection) {
            return list(collection);
        }
        throw new IllegalArgumentException("not a plain value: " + value.getClass());
    }

    private static Double finite(double value) {
        return Double.isFinite(value) ? value : null;
    }

    private static Map<String, Object> map(Map<?, ?> map) {
        Map<String, Object> plain = new LinkedHashMap<>();
        map.forEach((key, value) -> plain.put(key.toString(), of(value)));
        return plain;
    }

    private static List<Object> list(Collection<?> collection) {
        List<Object> plain = new ArrayList<>(collection.size());
        collection.forEach(value -> plain.add(of(value)));
        return plain;
    }
}
