package io.jenkins.plugins.modeldelivery.operation;

/**
 * The user's input cannot be used. The message is one line that names the field, the value, the cause and the cure; it is
 * all that the user sees. The command line exits with 2, a Jenkins step aborts.
 */
public final class InvalidInputException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public InvalidInputException(String message) {
        super(Excerpt.line(message));
    }

    public InvalidInputException(String message, Throwable cause) {
        super(Excerpt.line(message), cause);
    }
}
