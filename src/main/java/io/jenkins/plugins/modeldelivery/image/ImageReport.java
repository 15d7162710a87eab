package io.jenkins.plugins.modeldelivery.image;

import io.jenkins.plugins.modeldelivery.operation.Envelope;
import io.jenkins.plugins.modeldelivery.operation.Report;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What buildModelImage leaves behind.
 *
 * @param details {@code reference, digest, size, pushedBytes, savedBytes, layers[], model, findings[], attachments[]} and
 *     what changed since the last image
 */
public record ImageReport(Envelope envelope, Map<String, Object> details) implements Report {
    public static final String SCHEMA = "model-delivery/image/1";

    public ImageReport {
        details = Collections.unmodifiableMap(new LinkedHashMap<>(details));
    }
}
