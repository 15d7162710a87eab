package io.jenkins.plugins.modeldelivery.jenkins.deployment;

import hudson.model.Job;
import hudson.model.Run;
import io.jenkins.plugins.modeldelivery.release.Release;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** One line of a ledger, as a page shows it. */
public final class Past {
    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final Release release;
    private final Job<?, ?> job;

    Past(Release release, Job<?, ?> job) {
        this.release = release;
        this.job = job;
    }

    static String minute(Instant time) {
        return MINUTE.format(time);
    }

    /** The image where it is known, else what the router knows the version by. */
    static String version(Release release) {
        return release.image().isEmpty() ? release.endpoint() : release.image();
    }

    public String getVersion() {
        return version(release);
    }

    public String getWhen() {
        return minute(release.finishedAt());
    }

    public String getTook() {
        return Spans.of(Duration.between(release.startedAt(), release.finishedAt()).toSeconds());
    }

    public String getOutcome() {
        return switch (release.outcome()) {
            case FOUND -> Messages.Past_found();
            case PROMOTED -> Messages.Past_promoted();
            case WITHDRAWN -> Messages.Past_withdrawn();
            case ROLLED_BACK -> Messages.Past_rolledBack();
            case HELD -> Messages.Past_held();
            case UNCONFIRMED -> Messages.Past_unconfirmed();
        };
    }

    public String getReason() {
        return release.reason();
    }

    public String getBuildName() {
        return release.build();
    }

    /** Null for a build that is gone or of another job. */
    public Run<?, ?> getBuild() {
        return BuildOfRelease.of(job, release.build()).map(BuildOfRelease::build).orElse(null);
    }
}
