package io.jenkins.plugins.modeldelivery.judge.replay;

import io.jenkins.plugins.modeldelivery.operation.InputFile;
import io.jenkins.plugins.modeldelivery.operation.InvalidInputException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One arm's recorded series.
 *
 * @param columns the header without {@code time} and {@code pod}
 * @param rows by rising time
 */
record Series(InputFile file, Set<String> columns, List<Row> rows) {
    /**
     * The series without each pod's first intervals, as a live source leaves out the first scrapes of a new pod.
     *
     * @throws InvalidInputException if nothing remains
     */
    Series skipping(int intervals) {
        Map<String, Integer> seen = new HashMap<>();
        List<Row> kept = rows.stream()
                .filter(row -> seen.merge(row.pod(), 1, Integer::sum) > intervals)
                .toList();
        if (kept.isEmpty()) {
            throw new InvalidInputException(
                    file.path() + " has no pod with more than " + intervals + " intervals; set skipIntervals lower");
        }
        return new Series(file, columns, kept);
    }
}
