package io.jenkins.plugins.modeldelivery.image.model;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;

/** Collects what the files of a model tell, file by file. The most telling format wins: one that wraps others comes last. */
final class Evidence {
    private String format = "unknown";
    private int rank;
    private final Map<String, Long> weights = new TreeMap<>();
    private String signature = "";
    private String licence = "";
    private final Map<String, String> details = new LinkedHashMap<>();

    /** A format was recognised; of several the one of the highest rank names the model. */
    void format(String name, int itsRank) {
        if (itsRank > rank) {
            format = name;
            rank = itsRank;
        }
    }

    /** There are so many weights of this type. */
    void weights(String precision, long count) {
        weights.merge(precision, count, Long::sum);
    }

    void signature(String text) {
        if (signature.isEmpty()) {
            signature = line(text);
        }
    }

    void licence(String text) {
        if (licence.isEmpty()) {
            licence = line(text);
        }
    }

    void detail(String name, String value) {
        if (!value.isBlank() && details.size() < 50) {
            details.putIfAbsent(name, line(value));
        }
    }

    ModelFacts facts(long size) {
        long count = weights.values().stream().mapToLong(Long::longValue).sum();
        String precision = weights.entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .map(Map.Entry::getKey)
                .orElse("");
        return new ModelFacts(
                format,
                weights.isEmpty() ? OptionalLong.empty() : OptionalLong.of(count),
                precision,
                signature,
                licence,
                size,
                details);
    }

    private static String line(String text) {
        String line = text.replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
        return line.length() > 1000 ? line.substring(0, 1000) : line;
    }
}
