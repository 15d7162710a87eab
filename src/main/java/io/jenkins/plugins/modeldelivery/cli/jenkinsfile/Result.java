package io.jenkins.plugins.modeldelivery.cli.jenkinsfile;

import io.jenkins.plugins.modeldelivery.operation.InvalidInputException;

/** Result of a build or a stage, from best to worst in Jenkins' order. */
public enum Result {
    SUCCESS,
    UNSTABLE,
    FAILURE,
    NOT_BUILT,
    ABORTED;

    /**
     * Reads a result as a Jenkinsfile writes it.
     *
     * @throws InvalidInputException if there is no such result
     */
    static Result parse(String where, Object value) {
        for (Result result : values()) {
            if (result.name().equalsIgnoreCase(String.valueOf(value))) {
                return result;
            }
        }
        throw new InvalidInputException(where + " '" + value
                + "' is not a result; write SUCCESS, UNSTABLE, FAILURE, NOT_BUILT or ABORTED");
    }

    Result worse(Result other) {
        return compareTo(other) >= 0 ? this : other;
    }
}
