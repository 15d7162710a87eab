package io.jenkins.plugins.modeldelivery.report;

import io.jenkins.plugins.modeldelivery.operation.Verdict;

/** The colour of a badge. White text on each has a contrast of at least 4.5 to 1 (WCAG 2.1 AA). */
public enum BadgeColor {
    GREEN("#1a7f37"),
    AMBER("#9a6700"),
    RED("#c93c37"),
    /** Nothing to conclude, or nothing there. */
    GREY("#646c75");

    private final String hex;

    BadgeColor(String hex) {
        this.hex = hex;
    }

    public static BadgeColor of(Verdict verdict) {
        return switch (verdict) {
            case PASS -> GREEN;
            case WARN -> AMBER;
            case FAIL -> RED;
            case INCONCLUSIVE -> GREY;
        };
    }

    /** As CSS and SVG write it: {@code #rrggbb}. */
    public String hex() {
        return hex;
    }
}
