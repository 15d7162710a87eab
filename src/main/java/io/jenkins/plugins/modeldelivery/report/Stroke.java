package io.jenkins.plugins.modeldelivery.report;

/** How a series is told from the others: by dashes as well as by colour. */
enum Stroke {
    FIRST("#1f6feb", null),
    SECOND("#c2570c", "7 4"),
    THIRD("#8250df", "2 3"),
    FOURTH("#0f8a7e", "10 3 2 3"),
    FIFTH("#bf3989", "4 2"),
    SIXTH("#7a7a21", "12 4");

    private final String color;
    private final String dashes;

    Stroke(String color, String dashes) {
        this.color = color;
        this.dashes = dashes;
    }

    static Stroke of(int series) {
        return values()[series % values().length];
    }

    /** The colour where no style sheet applies. */
    String color() {
        return color;
    }

    String lineClass() {
        return "md-line-" + ordinal();
    }

    String fillClass() {
        return "md-fill-" + ordinal();
    }

    /** The attributes of a line in this stroke. */
    String[] line() {
        return new String[] {
            "class", lineClass(), "stroke", color, "stroke-width", "2", "stroke-dasharray", dashes,
            "stroke-linejoin", "round", "fill", "none"
        };
    }
}
