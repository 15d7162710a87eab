package io.jenkins.plugins.modeldelivery.image;

import java.util.Locale;

/** Shows sizes as people read them, the same in every locale. */
final class ImageSizes {
    private static final String[] UNITS = {"B", "KiB", "MiB", "GiB", "TiB"};

    private ImageSizes() {}

    /** A difference with its sign. */
    static String showChange(long bytes) {
        return (bytes > 0 ? "+" : bytes < 0 ? "-" : "±") + show(Math.abs(bytes));
    }

    /** Bytes with at most one decimal, such as {@code 1.5 GiB}. */
    static String show(long bytes) {
        double value = bytes;
        int unit = 0;
        while (value >= 1024 && unit < UNITS.length - 1) {
            value /= 1024;
            unit++;
        }
        return String.format(Locale.ROOT, unit == 0 ? "%.0f %s" : "%.1f %s", value, UNITS[unit]);
    }
}
