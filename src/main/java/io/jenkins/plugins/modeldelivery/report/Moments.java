package io.jenkins.plugins.modeldelivery.report;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Writes points in time for people: in UTC, to the second, and never broken over two lines, not even at a hyphen. */
public final class Moments {
    private static final DateTimeFormatter FORMAT =
            DateTimeFormatter.ofPattern("yyyy\u2011MM\u2011dd'\u00a0'HH:mm:ss'\u00a0UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private Moments() {}

    /** A report's point in time, ISO 8601, as {@code 2026-11-20 19:25:08 UTC}; a dash where there is none. */
    public static String text(String iso) {
        return iso.isEmpty() ? Figures.NONE : FORMAT.format(Instant.parse(iso));
    }
}
