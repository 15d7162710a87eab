package io.jenkins.plugins.modeldelivery.cli.jenkinsfile;

import java.time.Duration;
import java.time.Instant;

/** A stage that was entered, for post conditions and the summary. Thread-safe, as parallel branches share an outer stage. */
final class Stage {
    private final String name;
    private final Stage outer;
    private final Instant startedAt;
    private Result result = Result.SUCCESS;
    private boolean skipped;
    private Duration duration = Duration.ZERO;

    Stage(String name, Stage outer, Instant startedAt) {
        this.name = name;
        this.outer = outer;
        this.startedAt = startedAt;
    }

    String name() {
        return name;
    }

    /** The stage around this one; null for none. */
    Stage outer() {
        return outer;
    }

    /** How many stages enclose this one. */
    int depth() {
        return outer == null ? 0 : outer.depth() + 1;
    }

    synchronized void worsen(Result other) {
        result = result.worse(other);
    }

    synchronized void skip() {
        skipped = true;
    }

    synchronized void finish(Instant now) {
        duration = Duration.between(startedAt, now);
    }

    synchronized Result result() {
        return result;
    }

    synchronized boolean isSkipped() {
        return skipped;
    }

    synchronized Duration duration() {
        return duration;
    }
}
