package io.jenkins.plugins.modeldelivery.cli.jenkinsfile;

/**
 * Ends a part of the build with a result of its own, as Jenkins' FlowInterruptedException does: a timeout, a branch
 * stopped by another's failure, the user's Ctrl-C, a verdict that must stop the build. {@code retry} lets it pass.
 */
final class Interruption extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Result result;

    Interruption(Result result, String message) {
        super(message);
        this.result = result;
    }

    Result result() {
        return result;
    }
}
