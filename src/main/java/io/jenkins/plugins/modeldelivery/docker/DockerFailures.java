package io.jenkins.plugins.modeldelivery.docker;

import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.UnauthorizedException;
import io.jenkins.plugins.modeldelivery.operation.InvalidInputException;
import io.jenkins.plugins.modeldelivery.operation.SurroundingsException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a service answers or fails to answer, as one line: what was asked for, the cause, the cure. */
final class DockerFailures {
    private static final int CLIENT_ERRORS = 400;
    private static final int SERVER_ERRORS = 500;
    private static final int LONGEST = 300;
    /** The answer's own words in the text that docker-java makes of it. */
    private static final Pattern MESSAGE = Pattern.compile("\"message\" *: *\"((?:[^\"\\\\]|\\\\.)*)\"");

    private DockerFailures() {}

    /** Names the failure of a request: what the service refuses is the user's, the rest is the surroundings'. */
    static RuntimeException of(String what, DockerHost host, RuntimeException failure) {
        if (failure instanceof InvalidInputException || failure instanceof SurroundingsException) {
            return failure;
        }
        String cause = cause(failure);
        if (failure instanceof UnauthorizedException) {
            return new InvalidInputException(what + " is not allowed: " + cause + "; check the credential of the registry", failure);
        }
        if (failure instanceof DockerException answer && answer.getHttpStatus() >= CLIENT_ERRORS) {
            String line = what + " failed: " + cause;
            return answer.getHttpStatus() < SERVER_ERRORS
                    ? new InvalidInputException(line + "; check the names and options that are given", failure)
                    : new SurroundingsException(line + "; see the log of the service at " + host.address(), failure);
        }
        return new SurroundingsException(what + " failed, since the Docker or Podman service at " + host.address()
                + " does not answer: " + cause + "; start it, or name another in dockerHost", failure);
    }

    /** The cause in the service's own words. */
    static String cause(Throwable failure) {
        Throwable deepest = failure;
        while (deepest.getCause() != null && deepest.getCause() != deepest) {
            deepest = deepest.getCause();
        }
        String message = deepest.getMessage() == null ? deepest.getClass().getSimpleName() : deepest.getMessage().strip();
        Matcher told = MESSAGE.matcher(message);
        String cause = told.find() ? told.group(1).replace("\\\"", "'") : message;
        return cause.length() <= LONGEST ? cause : cause.substring(0, LONGEST) + "…";
    }
}
