package io.jenkins.plugins.modeldelivery.image;

import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Which build makes the image. Goes into the provenance that is attached to it and nowhere else. Empty texts are unknown.
 *
 * @param job full name of the job
 * @param number of the build
 * @param url of the build
 * @param commit git commit that was checked out
 * @param agent name of the machine
 */
public record BuildFacts(String job, String number, String url, String commit, String agent) implements Serializable {
    /** What Jenkins puts into the environment of a build. */
    public static BuildFacts of(Map<String, String> environment) {
        return new BuildFacts(
                environment.getOrDefault("JOB_NAME", ""),
                environment.getOrDefault("BUILD_NUMBER", ""),
                withoutUser(environment.getOrDefault("BUILD_URL", "")),
                environment.getOrDefault("GIT_COMMIT", ""),
                environment.getOrDefault("NODE_NAME", ""));
    }

    /** The known facts by name. */
    public Map<String, String> toMap() {
        Map<String, String> map = new LinkedHashMap<>();
        map.put("job", job);
        map.put("number", number);
        map.put("url", url);
        map.put("commit", commit);
        map.put("agent", agent);
        map.values().removeIf(String::isEmpty);
        return map;
    }

    private static String withoutUser(String url) {
        return url.replaceFirst("://[^/@]*@", "://");
    }
}
