package io.jenkins.plugins.modeldelivery.jenkins.operation;

import hudson.model.AbstractProject;
import hudson.tasks.BuildStepDescriptor;
import hudson.tasks.Builder;

/** What the descriptors of all build steps around a {@link ModelStep} share. */
public abstract class ModelBuilderDescriptor extends BuildStepDescriptor<Builder> {
    @Override
    @SuppressWarnings("rawtypes")
    public final boolean isApplicable(Class<? extends AbstractProject> jobType) {
        return true;
    }
}
