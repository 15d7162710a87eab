package io.jenkins.plugins.modeldelivery.release;

import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which workload is meant, and where it runs.
 *
 * @param cluster what the cluster is called here; any text
 */
public record Place(String cluster, String namespace, Workload workload) {
    private static final String CLUSTERLESS = "local";
    private static final String WATCH = "watch/";
    /** Also a cluster may be called so. */
    private static final Pattern WATCHED = Pattern.compile(WATCH + "([^/]+/[^/]+/[^/]+)");

    /** The place of a workload that no cluster holds. */
    public static Place local(Workload workload) {
        return new Place(CLUSTERLESS, "default", workload);
    }

    /** What no two operations may change at the same time, as a path such as {@code prod/ml/deployment.fraud}. */
    public String subject() {
        return folder(cluster) + "/" + folder(namespace) + "/" + workload.kind() + "." + workload.name();
    }

    /**
     * The ledger of the workload's releases.
     *
     * @param root the folder of all ledgers; made where it is missing
     */
    public Ledger ledger(Path root) {
        return Ledger.ofSubject(root, subject());
    }

    /** The subject of a watch over it, which is another than the workload's, so that it keeps no release from happening. */
    public static String watchOf(String subject) {
        return WATCH + subject;
    }

    /** The workload's own subject, given that or a watch's. */
    public static String workloadOf(String subject) {
        Matcher watched = WATCHED.matcher(subject);
        return watched.matches() ? watched.group(1) : subject;
    }

    /** A text as the name of one folder that stays below its parent. */
    private static String folder(String text) {
        String safe = text.replaceAll("[^A-Za-z0-9._-]", "_");
        return safe.startsWith(".") || safe.isEmpty() ? "_" + safe : safe;
    }
}
