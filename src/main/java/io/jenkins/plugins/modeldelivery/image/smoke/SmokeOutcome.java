package io.jenkins.plugins.modeldelivery.image.smoke;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * How a smoke run ended.
 *
 * @param after how long the container had run when it was ready, or when the run ended without that
 * @param status of the answer to the sample request, or of the container's process that ended; 0 for neither
 * @param lines the last that the container printed, where the run did not pass
 */
public record SmokeOutcome(End end, Duration after, int status, List<String> lines) {
    /** What ended it. */
    public enum End {
        /** Ready, and the sample request, if any, was answered with 2xx. */
        PASSED,
        /** The container's process ended by itself. */
        ENDED,
        /** The time was over before the server was ready. */
        NOT_READY,
        /** The sample request got another answer than 2xx. */
        REFUSED,
        /** The sample request got no answer. */
        UNANSWERED
    }

    public SmokeOutcome {
        lines = List.copyOf(lines);
    }

    public boolean passed() {
        return end == End.PASSED;
    }

    /** As a report holds it. */
    public Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("end", end.name().toLowerCase(Locale.ROOT));
        map.put("seconds", after.toMillis() / 1e3);
        map.put("status", status);
        return map;
    }
}
