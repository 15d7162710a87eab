package io.jenkins.plugins.modeldelivery.operation;

import java.util.LinkedHashMap;
import java.util.Map;

/** What an operation leaves behind: the envelope that all reports share, and the capability's own fields beside it. */
public interface Report {
    Envelope envelope();

    /** The capability's own top-level fields, in the order in which a reader wants them; see {@link Plain} for the types. */
    Map<String, Object> details();

    default Verdict verdict() {
        return envelope().verdict();
    }

    /** The report as maps, lists, strings, numbers and booleans: what report.json holds and what a Pipeline step returns. */
    default Map<String, Object> toMap() {
        Map<String, Object> all = new LinkedHashMap<>(envelope().toMap());
        details().forEach((key, value) -> all.put(key, Plain.of(value)));
        return all;
    }
}
