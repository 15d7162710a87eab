package io.jenkins.plugins.modeldelivery.statistics;

/**
 * Events among what could have become one: errors among requests, slow answers among answers.
 *
 * @param events zero or more
 * @param exposure zero or more, and at least {@code events}
 */
public record EventCounts(double events, double exposure) {
    public static final EventCounts NONE = new EventCounts(0, 0);

    public EventCounts plus(EventCounts other) {
        return new EventCounts(events + other.events, exposure + other.exposure);
    }

    public EventCounts minus(EventCounts other) {
        return new EventCounts(events - other.events, exposure - other.exposure);
    }

    /** Events per exposure; NaN when nothing was exposed. */
    public double rate() {
        return events / exposure;
    }
}
