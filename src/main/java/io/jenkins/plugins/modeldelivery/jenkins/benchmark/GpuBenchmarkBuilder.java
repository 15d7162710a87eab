package io.jenkins.plugins.modeldelivery.jenkins.benchmark;

import hudson.Extension;
import io.jenkins.plugins.modeldelivery.jenkins.operation.AgentBuilder;
import io.jenkins.plugins.modeldelivery.jenkins.operation.ModelBuilderDescriptor;
import io.jenkins.plugins.modeldelivery.jenkins.operation.AgentStep;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;

/** {@code gpuBenchmark} as a freestyle build step; the {@link GpuBenchmarkStep} holds its options. */
public final class GpuBenchmarkBuilder extends AgentBuilder {
    private final GpuBenchmarkStep step;

    @DataBoundConstructor
    public GpuBenchmarkBuilder(GpuBenchmarkStep step) {
        this.step = step;
    }

    public GpuBenchmarkStep getStep() {
        return step;
    }

    @Override
    protected AgentStep options() {
        return step;
    }

    /** The build step's name. */
    @Extension
    @Symbol("gpuBenchmark")
    public static final class DescriptorImpl extends ModelBuilderDescriptor {
        @Override
        public String getDisplayName() {
            return Messages.GpuBenchmarkStep_displayName();
        }
    }
}
