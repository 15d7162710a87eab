package io.jenkins.plugins.modeldelivery.jenkins.operation;

import hudson.model.Cause;

/** Why a build was started: a long operation asked for it. */
public final class OperationCause extends Cause {
    private final String build;
    private final String reason;

    OperationCause(String build, String reason) {
        this.build = build;
        this.reason = reason;
    }

    @Override
    public String getShortDescription() {
        return Messages.OperationCause_description(build, reason);
    }
}
