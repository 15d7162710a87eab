package io.jenkins.plugins.modeldelivery.docker;

import java.util.List;

/**
 * A container to start.
 *
 * @param image by a name or an id that the service knows
 * @param command what it runs; as the image has it when empty
 * @param environment NAME=VALUE, beside those of the image
 * @param ports TCP ports in the container that are to be reached from here
 * @param gpus how many it gets; 0 for none, {@link #ALL_GPUS} for all
 */
public record ContainerSpec(String image, List<String> command, List<String> environment, List<Integer> ports, int gpus) {
    public static final int ALL_GPUS = -1;

    public ContainerSpec {
        command = List.copyOf(command);
        environment = List.copyOf(environment);
        ports = List.copyOf(ports);
    }
}
