package io.jenkins.plugins.modeldelivery.operation;

import java.util.Map;
import java.util.Set;

/** A step as its doors see it: the Pipeline step, the freestyle builder, the command and {@code run} all call this. */
public interface Capability {
    Parameters parameters();

    /**
     * Refuses arguments that cannot work, before anything is done.
     *
     * @throws InvalidInputException naming the field, the value, the cause and the cure
     */
    void check(Map<String, ?> arguments);

    /** The ids of the stored credentials that a run with these arguments may ask its bench for. */
    default Set<String> credentials(Map<String, ?> arguments) {
        return parameters().bind(arguments).credentials();
    }

    /**
     * Runs where the files are.
     *
     * @throws InvalidInputException if the input cannot be used
     * @throws SurroundingsException if the machine, the network or a server failed
     * @throws InterruptedException if the work was cancelled
     */
    Report run(Map<String, ?> arguments, Workbench bench) throws InterruptedException;
}
