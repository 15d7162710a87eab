package io.jenkins.plugins.modeldelivery.image.oci;

import java.util.List;
import java.util.Map;

/**
 * What the container is told when it starts; what is empty stays as the base image has it.
 *
 * @param environment {@code NAME=value}
 * @param ports TCP ports
 */
public record RunSettings(
        List<String> entrypoint, List<String> environment, List<Integer> ports, String user, Map<String, String> labels) {
    public RunSettings {
        entrypoint = List.copyOf(entrypoint);
        environment = List.copyOf(environment);
        ports = List.copyOf(ports);
    }
}
