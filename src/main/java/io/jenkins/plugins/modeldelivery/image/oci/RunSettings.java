package io.jenkins.plugins.modeldelivery.image.oci;

import java.util.List;
import java.util.Map;

/**
 * What the container is told when it starts; what is empty stays as the base image has it.
 *
 * @param environment {@code NAME=value}
 * @param ports such as {@code 8080/tcp}
 */
public record RunSettings(
        List<String> command, List<String> environment, List<String> ports, String user, Map<String, String> labels) {
    public RunSettings {
        command = List.copyOf(command);
        environment = List.copyOf(environment);
        ports = List.copyOf(ports);
    }
}
