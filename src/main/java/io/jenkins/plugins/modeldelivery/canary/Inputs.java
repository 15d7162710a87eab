package io.jenkins.plugins.modeldelivery.canary;

import java.util.List;

/**
 * What was read from the workspace and the build before anything began.
 *
 * @param manifests texts of further objects of the release
 * @param warmup bodies of the warm-up requests
 * @param judgeConfig text of Kayenta's canary config; the empty string where it is not judged by that
 * @param evaluation what is known of the digest's evaluation, in one sentence; the empty string when none was required
 * @param build which build releases; the empty string outside of one
 */
public record Inputs(List<String> manifests, List<String> warmup, String judgeConfig, String evaluation, String build) {
    static final Inputs NONE = new Inputs(List.of(), List.of(), "", "", "");

    public Inputs {
        manifests = List.copyOf(manifests);
        warmup = List.copyOf(warmup);
    }
}
