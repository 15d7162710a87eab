package io.jenkins.plugins.modeldelivery.release;

import io.jenkins.plugins.modeldelivery.operation.Verdict;
import java.time.Instant;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One line of a workload's ledger: a release that was tried, and what became of it.
 *
 * @param id unique in the ledger
 * @param image the image reference or digest; the empty string when it is not known
 * @param endpoint what the router knew the new version by
 * @param build which build released it; the empty string outside a build
 * @param evaluation what is known of the image's evaluation; the empty string when none was required
 * @param manifests its objects as they stood when it was live, without Secret data, for a later roll-back; empty for a
 *     release that did not come to be live, and where the router keeps none
 */
public record Release(
        String id,
        String image,
        String endpoint,
        String build,
        String evaluation,
        List<String> manifests,
        Outcome outcome,
        Verdict verdict,
        String reason,
        Instant startedAt,
        Instant finishedAt) {
    private static final Pattern DIGEST = Pattern.compile("sha256:[0-9a-f]{64}");

    public Release {
        manifests = List.copyOf(manifests);
    }

    /** Whether it brought this image: the same digest under whatever name, or the same reference where one has no digest. */
    public boolean isOf(String other) {
        Matcher mine = DIGEST.matcher(image);
        Matcher theirs = DIGEST.matcher(other);
        return !image.isEmpty()
                && (mine.find() && theirs.find() ? mine.group().equals(theirs.group()) : image.equals(other));
    }

    /** Whether both brought the same version. */
    public boolean isOf(Release other) {
        return image.equals(other.image) && endpoint.equals(other.endpoint);
    }

    /** What became of a release. */
    public enum Outcome {
        /** It ran already when the workload was first released by us. */
        FOUND,
        /** It is what runs. */
        PROMOTED,
        /** It ran, and was taken back for what had run before. */
        WITHDRAWN,
        /** Traffic went back to what ran before. */
        ROLLED_BACK,
        /** It was left beside stable with the share that it had. */
        HELD,
        /** The router did not answer to the end, so nobody knows what it does. */
        UNCONFIRMED;

        /** Whether the release was what ran, so that one can go back to it. */
        public boolean wasLive() {
            return this == FOUND || this == PROMOTED;
        }
    }
}
