package io.jenkins.plugins.modeldelivery.kubernetes;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Takes each line of a log once out of answers that overlap: the API server only knows whole seconds from which on a log is
 * asked for. Each line begins with its time.
 */
final class LogLines {
    private String last = "";
    private final Set<String> atLast = new HashSet<>();

    /** From when on the log is to be asked for, RFC 3339; the empty string for all of it. */
    String since() {
        return last;
    }

    /** The lines of an answer that are new, without their times. */
    List<String> take(String answer) {
        List<String> fresh = new ArrayList<>();
        for (String line : answer.split("\n")) {
            int blank = line.indexOf(' ');
            String time = blank < 0 ? line : line.substring(0, blank);
            if (time.isEmpty() || time.compareTo(last) < 0 || time.equals(last) && atLast.contains(line)) {
                continue;
            }
            if (!time.equals(last)) {
                atLast.clear();
                last = time;
            }
            atLast.add(line);
            fresh.add(blank < 0 ? "" : line.substring(blank + 1));
        }
        return fresh;
    }
}
