package io.jenkins.plugins.modeldelivery.operation;

import java.util.Map;
import java.util.Set;

/** Starts other jobs, in a place that has any, with the rights of the build. */
public interface JobStarter {
    /**
     * Looks whether a job can be started.
     *
     * @param job its name, as seen from the build's job
     * @param parameters that the job must declare
     * @return the job's full name
     * @throws InvalidInputException if there is no such job, the build may not start it, or it does not declare a parameter,
     *     which is named
     */
    String check(String job, Set<String> parameters);

    /**
     * Starts it.
     *
     * @param required values of parameters that it must declare
     * @param offered values of parameters that are left out where it does not declare them
     * @param reason why, for people
     * @return the offered parameters that were left out
     * @throws InvalidInputException as {@link #check} does, or if the job takes no builds now
     */
    Set<String> start(String job, Map<String, String> required, Map<String, String> offered, String reason);
}
