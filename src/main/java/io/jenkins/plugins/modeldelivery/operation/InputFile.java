package io.jenkins.plugins.modeldelivery.operation;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A file that a verdict rests on, so that a reader can tell whether it is the file at hand.
 *
 * @param path the path as it was given
 * @param sha256 lower-case hexadecimal digest of the bytes on disk
 * @param unit what {@code count} counts: {@code rows} or {@code bytes}
 */
public record InputFile(String path, String sha256, String unit, long count) {
    Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("path", path);
        map.put("sha256", sha256);
        map.put(unit, count);
        return map;
    }
}
