package io.jenkins.plugins.modeldelivery.gate;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The subjects that a capability can judge, by name. Immutable. */
public final class SubjectCatalog {
    private final Map<String, SubjectType> types = new LinkedHashMap<>();
    private final String percentileOf;

    /**
     * Makes a catalog.
     *
     * @param percentileOf the subject that a bare percentile such as {@code p99} means; the empty string for none
     */
    public SubjectCatalog(Collection<SubjectType> types, String percentileOf) {
        for (SubjectType type : types) {
            if (this.types.put(type.name(), type) != null) {
                throw new IllegalArgumentException("defined twice: " + type.name());
            }
        }
        this.percentileOf = percentileOf;
    }

    public SubjectCatalog(Collection<SubjectType> types) {
        this(types, "");
    }

    /** What is known of the subject with this name. */
    public Optional<SubjectType> find(String name) {
        return Optional.ofNullable(types.get(name));
    }

    String percentileOf() {
        return percentileOf;
    }

    /** The known names, for an error's cure. */
    String names() {
        return String.join(", ", types.keySet());
    }
}
