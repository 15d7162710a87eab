package io.jenkins.plugins.modeldelivery.operation;

import java.time.Duration;

/**
 * What one tick of a {@link LongCapability} came to.
 *
 * @param state the new state, JSON
 * @param ended whether nothing is left to do
 * @param pause how long until the next tick
 * @param status a short phrase for lists and badges, such as {@code canary 25 %}
 */
public record Tick(String state, boolean ended, Duration pause, String status) {}
