package io.jenkins.plugins.modeldelivery.operation;

/**
 * What is kept of a {@link LongCapability} was written by another version of this software, or is damaged: it steers nothing.
 * The message is one line with the cure.
 */
public final class UnreadableStateException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public UnreadableStateException(String message) {
        this(message, null);
    }

    UnreadableStateException(String message, Throwable cause) {
        super(Excerpt.line(message), cause);
    }
}
