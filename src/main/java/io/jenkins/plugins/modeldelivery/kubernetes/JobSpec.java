package io.jenkins.plugins.modeldelivery.kubernetes;

import io.jenkins.plugins.modeldelivery.operation.InvalidInputException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A Job to run in a cluster.
 *
 * @param name what its name begins with, up to 40 lower-case letters, digits and '-'
 * @param command what it runs; as the image has it when empty
 * @param arguments of the command; as the image has them when empty
 * @param input what it finds in {@link #INPUT}, kept in a Secret that goes with it; empty for nothing
 * @param environment variables beside those of the image; they are readable in the cluster, so never secret
 * @param gpus how many {@code nvidia.com/gpu} it gets; 0 for none
 * @param nodeSelector labels that its node must have
 * @param port on which it serves; 0 for none
 * @param readyPath what answers with 2xx on that port once it serves; the empty string for the port's being open
 * @param deadline after which the cluster ends it, whatever became of who started it
 */
public record JobSpec(
        String namespace,
        String name,
        String image,
        List<String> command,
        List<String> arguments,
        byte[] input,
        Map<String, String> environment,
        int gpus,
        Map<String, String> nodeSelector,
        int port,
        String readyPath,
        Duration deadline) {
    /** The file that holds its input. */
    public static final String INPUT = "/model-delivery/input";

    /** The API server keeps no larger Secret. */
    public static final int LARGEST_INPUT = 1_000_000;

    public JobSpec {
        command = List.copyOf(command);
        arguments = List.copyOf(arguments);
        input = input.clone();
        environment = Map.copyOf(environment);
        nodeSelector = Map.copyOf(nodeSelector);
        if (!name.matches("[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?")) {
            throw new InvalidInputException(
                    "name '" + name + "' is no name of a Job; write up to 40 lower-case letters, digits and '-'");
        }
        if (image.isBlank()) {
            throw new InvalidInputException("image is missing; name the image that the Job runs");
        }
        if (input.length > LARGEST_INPUT) {
            throw new InvalidInputException("input has " + input.length + " bytes, and a Secret holds " + LARGEST_INPUT
                    + "; give the Job less");
        }
        if (gpus < 0) {
            throw new InvalidInputException("gpus " + gpus + " is below 0; write how many the Job gets");
        }
        if (deadline.isNegative() || deadline.isZero()) {
            throw new InvalidInputException("deadline " + deadline + " leaves no time; write a positive one");
        }
    }
}
