package io.jenkins.plugins.modeldelivery.gate;

import java.time.Duration;

/**
 * A condition that means trouble while it is true: {@code error_rate > 0.02 for 2m}.
 *
 * @param limit in the subject's unit
 * @param duration how long it must hold before it fires; zero for at once
 */
public record AlertRule(
        String text, Subject subject, SubjectType type, Relation relation, double limit, Duration duration) {}
