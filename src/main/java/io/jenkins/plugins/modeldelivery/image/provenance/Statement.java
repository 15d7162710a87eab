package io.jenkins.plugins.modeldelivery.image.provenance;

import io.jenkins.plugins.modeldelivery.image.oci.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An in-toto statement, version 1: what is claimed of a subject.
 *
 * @param predicateType names the kind of claim
 */
public record Statement(Subject subject, String predicateType, Map<String, Object> predicate) {
    /** The payload type of statements in envelopes, and the type of the artifact that holds a bare one. */
    public static final String TYPE = "application/vnd.in-toto+json";

    private static final String SIGNATURE = "https://sigstore.dev/cosign/sign/v1";

    /** What cosign signs when it signs an image: that it is this image, and nothing more. */
    public static Statement signature(Subject subject) {
        return new Statement(subject, SIGNATURE, Map.of());
    }

    /** The statement as JSON. */
    public byte[] json() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("_type", "https://in-toto.io/Statement/v1");
        map.put("subject", List.of(subject.toMap()));
        map.put("predicateType", predicateType);
        map.put("predicate", predicate);
        return Json.bytes(map);
    }
}
