package io.jenkins.plugins.modeldelivery.benchmark.container;

/**
 * The image of a model server to start.
 *
 * @param image its reference
 * @param dockerHost the Docker or Podman service; the empty string for that of the Docker command line
 * @param credentialsId of the image's registry; the empty string for none
 */
public record ServerImage(String image, String dockerHost, String credentialsId) {
    /** Whether there is one to start. */
    public boolean isGiven() {
        return !image.isEmpty();
    }
}
