package io.jenkins.plugins.modeldelivery.judge;

import io.jenkins.plugins.modeldelivery.operation.Verdict;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * By what a canary is judged while it runs. What was seen is kept by whoever asks, as plain JSON, so that a restart loses
 * nothing; null stands for nothing seen.
 */
public interface Judging {
    /** The columns, or the beginnings of the columns, that it reads beside {@code requests}. */
    Set<String> columns();

    /** Expressions for a Prometheus, by the columns that their values are read from. */
    Map<String, String> expressions();

    /** Canary requests that a step must see before it can end; zero or more. */
    long minRequests();

    /** What can be judged where no stable version answers at the same time; empty when nothing can. */
    Optional<Judging> withoutStable();

    /**
     * What was seen, and this interval.
     *
     * @param exposed whether a step has now seen {@link #minRequests}, or as many again since it last did
     */
    Map<String, Object> observe(Map<String, Object> seen, Observation observation, boolean exposed);

    /** The verdict alone, without its reasons; cheap. */
    Verdict verdict(Map<String, Object> seen);

    Judgement judgement(Map<String, Object> seen);

    /** What a report shows beside the judgement; empty for nothing. */
    default Map<String, Object> details(Map<String, Object> seen) {
        return Map.of();
    }
}
