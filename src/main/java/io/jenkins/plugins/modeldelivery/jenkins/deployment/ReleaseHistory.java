package io.jenkins.plugins.modeldelivery.jenkins.deployment;

import io.jenkins.plugins.modeldelivery.release.Release;
import java.time.Instant;
import java.util.List;

/** The figures of a ledger: how often releases succeed and how often one goes back. */
record ReleaseHistory(List<Release> releases) {
    ReleaseHistory {
        releases = List.copyOf(releases);
    }

    /** How many releases were tried; what was found running already is none. */
    int tried() {
        return count(Release.Outcome.PROMOTED) + failed();
    }

    /** The share of the tried releases that came to be what runs and were not taken back; NaN while none was tried. */
    double successRate() {
        return tried() == 0 ? Double.NaN : (double) (count(Release.Outcome.PROMOTED) - count(Release.Outcome.WITHDRAWN)) / tried();
    }

    /** How often traffic went back, from a canary or from what had been released already. */
    int rollbacks() {
        return count(Release.Outcome.ROLLED_BACK) + count(Release.Outcome.WITHDRAWN);
    }

    List<Release> promoted() {
        return releases.stream().filter(release -> release.outcome() == Release.Outcome.PROMOTED).toList();
    }

    /** Since when the live release runs without a break: what came after it and was taken back ended such a break. */
    Instant since(Release live) {
        return releases.stream()
                .filter(release -> release.outcome() == Release.Outcome.WITHDRAWN)
                .map(Release::finishedAt)
                .filter(live.finishedAt()::isBefore)
                .max(Instant::compareTo)
                .orElse(live.finishedAt());
    }

    private int failed() {
        return count(Release.Outcome.ROLLED_BACK) + count(Release.Outcome.HELD) + count(Release.Outcome.UNCONFIRMED);
    }

    private int count(Release.Outcome outcome) {
        return (int) releases.stream().filter(release -> release.outcome() == outcome).count();
    }
}
