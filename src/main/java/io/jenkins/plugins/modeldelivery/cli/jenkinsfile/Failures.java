package io.jenkins.plugins.modeldelivery.cli.jenkinsfile;

import io.jenkins.plugins.modeldelivery.operation.InvalidInputException;
import io.jenkins.plugins.modeldelivery.operation.SurroundingsException;
import org.codehaus.groovy.runtime.InvokerInvocationException;

/** What a failure means for the build, and how it is told in one line. */
final class Failures {
    private Failures() {}

    /** The failure without the wrappers that Groovy puts around it. */
    static Throwable unwrapped(Throwable thrown) {
        Throwable failure = thrown;
        while (failure instanceof InvokerInvocationException && failure.getCause() != null) {
            failure = failure.getCause();
        }
        return failure;
    }

    static Result resultOf(Throwable failure) {
        return failure instanceof Interruption interruption ? interruption.result() : Result.FAILURE;
    }

    /** Where it happened and why: {@code Jenkinsfile:12: cause}. */
    static String describe(Throwable failure) {
        String message = failure.getMessage() == null ? "" : failure.getMessage().strip();
        boolean explained = failure instanceof StepFailure
                || failure instanceof Interruption
                || failure instanceof InvalidInputException
                || failure instanceof SurroundingsException;
        String cause = explained ? message : failure.getClass().getSimpleName() + ": " + message;
        return place(failure) + cause.replaceAll("\\s*\\R\\s*", " | ");
    }

    /** Throws anything, checked or not, as Groovy does. */
    static RuntimeException thrown(Throwable failure) {
        Failures.<RuntimeException>raise(failure);
        throw new IllegalStateException(failure);
    }

    @SuppressWarnings("unchecked")
    private static <T extends Throwable> void raise(Throwable failure) throws T {
        throw (T) failure;
    }

    private static String place(Throwable failure) {
        for (StackTraceElement frame : failure.getStackTrace()) {
            if (JenkinsfileCompiler.SOURCE.equals(frame.getFileName()) && frame.getLineNumber() > 0) {
                return "Jenkinsfile:" + frame.getLineNumber() + ": ";
            }
        }
        return "";
    }
}
