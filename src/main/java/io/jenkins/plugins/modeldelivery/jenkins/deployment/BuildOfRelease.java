package io.jenkins.plugins.modeldelivery.jenkins.deployment;

import hudson.model.Job;
import hudson.model.Run;
import io.jenkins.plugins.modeldelivery.jenkins.page.VerdictAction;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import hudson.scm.ChangeLogSet;
import jenkins.scm.RunWithSCM;

/** What a build that released something says of it: how old the change is, and how large code and image are. */
final class BuildOfRelease {
    private static final String IMAGE = "buildModelImage";
    private static final String SIZE = "size";

    private final Run<?, ?> build;

    BuildOfRelease(Run<?, ?> build) {
        this.build = build;
    }

    /**
     * The build that a ledger names.
     *
     * @param named as in {@code fraud #12}
     */
    static Optional<BuildOfRelease> of(Job<?, ?> job, String named) {
        String prefix = job.getFullName() + " #";
        if (!named.startsWith(prefix)) {
            return Optional.empty();
        }
        Run<?, ?> build = Run.fromExternalizableId(job.getFullName() + "#" + named.substring(prefix.length()));
        return Optional.ofNullable(build).map(BuildOfRelease::new);
    }

    Run<?, ?> build() {
        return build;
    }

    /** When its oldest change was committed or, where it has none, when the build was asked for. */
    Instant changedAt() {
        return changes().stream()
                .map(ChangeLogSet.Entry::getTimestamp)
                .filter(time -> time > 0)
                .min(Long::compare)
                .map(Instant::ofEpochMilli)
                .orElse(Instant.ofEpochMilli(build.getTimeInMillis()));
    }

    /** How many files its changes touch. */
    long changedFiles() {
        return changes().stream().flatMap(change -> change.getAffectedPaths().stream()).distinct().count();
    }

    /** Bytes of the images that it built; 0 for none. */
    double imageBytes() {
        return build.getActions(VerdictAction.class).stream()
                .filter(verdict -> verdict.getStep().equals(IMAGE))
                .mapToDouble(verdict -> verdict.figures().getOrDefault(SIZE, 0.0))
                .sum();
    }

    private List<ChangeLogSet.Entry> changes() {
        List<ChangeLogSet.Entry> changes = new ArrayList<>();
        if (build instanceof RunWithSCM<?, ?> versioned) {
            versioned.getChangeSets().forEach(set -> set.forEach(changes::add));
        }
        return changes;
    }
}
