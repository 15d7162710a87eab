package io.jenkins.plugins.modeldelivery.image.scan;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Something that should not be in an image.
 *
 * @param file where it is: a path, with {@code !} before the path inside an archive
 * @param detail what it is, without repeating a secret
 */
public record Finding(Kind kind, String file, String detail) {
    /** What a finding is about. */
    public enum Kind {
        /** A pickle that imports or calls something beyond what models need. */
        PICKLE,
        /** A key, a token or a password. */
        SECRET,
        /** Content that cannot be looked into, so that nobody can say what it does. */
        OPAQUE
    }

    /** The finding as a report holds it. */
    public Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("kind", kind.name());
        map.put("file", file);
        map.put("detail", detail);
        return map;
    }
}
