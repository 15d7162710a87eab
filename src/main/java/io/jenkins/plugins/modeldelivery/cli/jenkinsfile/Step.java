package io.jenkins.plugins.modeldelivery.cli.jenkinsfile;

/** What a step does. */
@FunctionalInterface
interface Step {
    /**
     * Runs the step on the calling strand.
     *
     * @return what the step returns in a Jenkinsfile; null for nothing
     * @throws InterruptedException if the strand was interrupted
     */
    Object run(StepCall call, Build build) throws InterruptedException;
}
