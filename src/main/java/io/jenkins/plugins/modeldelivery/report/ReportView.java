package io.jenkins.plugins.modeldelivery.report;

import io.jenkins.plugins.modeldelivery.operation.Verdict;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * Looks into a report, or an object in it, without trusting its form: what is missing or of another type reads as empty,
 * NaN or null. A report may have been written long ago or by another version, and must still show.
 */
public final class ReportView {
    private final Map<?, ?> map;

    public ReportView(Map<?, ?> map) {
        this.map = map;
    }

    /** Whether there is anything in it. */
    public boolean isEmpty() {
        return map.isEmpty();
    }

    /** The text of a field that is a String, else the empty string. */
    public String text(String key) {
        return map.get(key) instanceof String text ? text : "";
    }

    /** A number, or NaN. */
    public double number(String key) {
        return asNumber(map.get(key));
    }

    /** The sum of the fields that are numbers. */
    public double sum() {
        return map.values().stream().mapToDouble(ReportView::asNumber).filter(Double::isFinite).sum();
    }

    /** Whether a field is the boolean true. */
    public boolean isTrue(String key) {
        return Boolean.TRUE.equals(map.get(key));
    }

    /** A whole number with all its digits, else the empty string. */
    public String whole(String key) {
        return map.get(key) instanceof Long number ? number.toString() : "";
    }

    /** The object under a key; an empty one where there is none. */
    public ReportView object(String key) {
        return new ReportView(asMap(map.get(key)));
    }

    /** Whether the key holds an object. */
    public boolean hasObject(String key) {
        return map.get(key) instanceof Map<?, ?>;
    }

    /** The objects in a list, in order. */
    public List<ReportView> objects(String key) {
        return asList(map.get(key)).stream()
                .filter(Map.class::isInstance)
                .map(item -> new ReportView(asMap(item)))
                .toList();
    }

    /** The texts in a list, in order. */
    public List<String> texts(String key) {
        return asList(map.get(key)).stream()
                .filter(String.class::isInstance)
                .map(String.class::cast)
                .toList();
    }

    /** The numbers in a list, NaN for what is none. */
    public List<Double> numbers(String key) {
        return asList(map.get(key)).stream().map(ReportView::asNumber).toList();
    }

    /** The rows of a matrix. */
    public List<List<Double>> matrix(String key) {
        return asList(map.get(key)).stream()
                .map(row -> asList(row).stream().map(ReportView::asNumber).toList())
                .toList();
    }

    /** The fields that are objects, by name, in order. */
    public Map<String, ReportView> fields() {
        Map<String, ReportView> fields = new LinkedHashMap<>();
        each((name, value) -> {
            if (value instanceof Map<?, ?> object) {
                fields.put(name, new ReportView(object));
            }
        });
        return fields;
    }

    /** The fields that are texts, by name, in order. */
    public Map<String, String> textFields() {
        Map<String, String> fields = new LinkedHashMap<>();
        each((name, value) -> {
            if (value instanceof String text) {
                fields.put(name, text);
            }
        });
        return fields;
    }

    /** The fields that are numbers, by name, in order. */
    public Map<String, Double> numberFields() {
        Map<String, Double> fields = new LinkedHashMap<>();
        each((name, value) -> {
            if (value instanceof Number number) {
                fields.put(name, number.doubleValue());
            }
        });
        return fields;
    }

    /** The verdict under {@code verdict}; null for none, and for one that this version does not know. */
    public Verdict verdict() {
        for (Verdict verdict : Verdict.values()) {
            if (verdict.name().equals(map.get("verdict"))) {
                return verdict;
            }
        }
        return null;
    }

    private void each(BiConsumer<String, Object> action) {
        map.forEach((key, value) -> action.accept(String.valueOf(key), value));
    }

    private static double asNumber(Object value) {
        return value instanceof Number number ? number.doubleValue() : Double.NaN;
    }

    private static Map<?, ?> asMap(Object value) {
        return value instanceof Map<?, ?> object ? object : Map.of();
    }

    private static Collection<?> asList(Object value) {
        return value instanceof Collection<?> items ? items : List.of();
    }
}
