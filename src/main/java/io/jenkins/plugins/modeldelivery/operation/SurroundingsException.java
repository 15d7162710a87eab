package io.jenkins.plugins.modeldelivery.operation;

/**
 * The input is right but what surrounds the step is broken: a full disk, a server that does not answer. The message is one
 * line that names the cause and the cure. The command line exits with 3, a Jenkins step aborts.
 */
public final class SurroundingsException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public SurroundingsException(String message) {
        super(Excerpt.line(message));
    }

    public SurroundingsException(String message, Throwable cause) {
        super(Excerpt.line(message), cause);
    }
}
