package io.jenkins.plugins.modeldelivery.gate;

/**
 * One gate, read and checked against the subjects that its step knows.
 *
 * @param text the gate as the user wrote it
 * @param warnOnly whether it is marked {@code warn:}
 * @param direction which way its subject gets better; null only for an absolute gate on a subject without one
 */
public record Gate(
        String text, boolean warnOnly, Subject subject, SubjectType type, Direction direction, Condition condition) {}
