package io.jenkins.plugins.modeldelivery.canary;

import io.jenkins.plugins.modeldelivery.release.Workload;

/** What a canary is, in the few words that a badge or a list has room for. */
final class Badges {
    private Badges() {}

    static String of(CanaryRequest request, CanaryState state) {
        return of(state.outcome(), request.dryRun(), state.target(), request.image(), request.workload().toString());
    }

    /** The same from the fields of a report; the outcome is null while the canary goes on. */
    static String of(Outcome outcome, boolean dryRun, int canaryPercent, String image, String workload) {
        if (dryRun) {
            return Messages.Badge_notStarted();
        }
        if (outcome == null || outcome == Outcome.HELD) {
            return Messages.Badge_canary(Integer.toString(canaryPercent));
        }
        return switch (outcome) {
            case PROMOTED -> Messages.Badge_live(version(image, workload));
            case ROLLED_BACK -> Messages.Badge_rolledBack();
            case UNCONFIRMED -> Messages.Badge_unconfirmed();
            case NOTHING_TO_DO -> Messages.Badge_unchanged();
            default -> Messages.Badge_notStarted();
        };
    }

    /** The image's tag, else the workload's name. */
    private static String version(String image, String workload) {
        String tagged = image.replaceAll("@.*", "");
        String last = tagged.substring(tagged.lastIndexOf('/') + 1);
        int colon = last.lastIndexOf(':');
        return colon >= 0 ? last.substring(colon + 1) : Workload.parse(workload).name();
    }
}
