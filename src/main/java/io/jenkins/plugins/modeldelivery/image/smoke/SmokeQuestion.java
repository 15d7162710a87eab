package io.jenkins.plugins.modeldelivery.image.smoke;

import java.time.Duration;
import java.util.Optional;

/**
 * What a smoke run asks.
 *
 * @param port on which the server listens in the container
 * @param readyPath answers 2xx once the server is ready
 * @param readyTimeout how long that may take
 * @param gpus as {@link io.jenkins.plugins.modeldelivery.docker.ContainerSpec} takes them
 * @param sample what is posted then
 */
public record SmokeQuestion(int port, String readyPath, Duration readyTimeout, int gpus, Optional<Sample> sample) {
    /** A sample request. */
    public record Sample(String path, String contentType, byte[] content) {}
}
