package io.jenkins.plugins.modeldelivery.cli.jenkinsfile;

/** A step failed in a way that its message explains: what Jenkins calls an AbortException. The result is FAILURE. */
final class StepFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    StepFailure(String message) {
        super(message);
    }
}
