package io.jenkins.plugins.modeldelivery.operation;

/** What a verdict that is not good does to the build: the values of {@code onFail} and {@code onInconclusive}. */
public enum Consequence {
    /** The report is published, then the step fails, so that no later stage runs. */
    FAILURE,
    /** The build and its stage turn unstable and the step returns. */
    UNSTABLE,
    /** The step returns as if nothing had happened. */
    CONTINUE
}
