package io.jenkins.plugins.modeldelivery.gate;

/**
 * What a step knows of a subject.
 *
 * @param direction which way it gets better; null when only the user can tell, by {@code lower} or {@code higher}
 * @param percentile whether {@code p99} may follow the name
 * @param argument whether something in parentheses must follow
 * @param slices whether something in brackets may follow
 */
public record SubjectType(
        String name, Unit unit, Direction direction, boolean percentile, boolean argument, boolean slices) {

    /** A subject that stands alone, such as {@code accuracy}. */
    public static SubjectType plain(String name, Unit unit, Direction direction) {
        return new SubjectType(name, unit, direction, false, false, false);
    }

    /** A subject that needs a percentile, such as {@code latency p99}. */
    public static SubjectType percentile(String name, Unit unit, Direction direction) {
        return new SubjectType(name, unit, direction, true, false, false);
    }

    /** A subject that needs something in parentheses, such as {@code psi(age)}. */
    public static SubjectType withArgument(String name, Unit unit, Direction direction) {
        return new SubjectType(name, unit, direction, false, true, false);
    }
}
