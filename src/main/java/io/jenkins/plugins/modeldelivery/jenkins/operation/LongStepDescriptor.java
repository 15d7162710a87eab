package io.jenkins.plugins.modeldelivery.jenkins.operation;

import hudson.model.Item;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.modeldelivery.operation.LongCapability;
import java.util.Set;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** What the descriptors of all {@link LongStep}s share: they need no agent. */
public abstract class LongStepDescriptor extends ModelStepDescriptor {
    protected LongStepDescriptor(LongCapability capability) {
        super(capability);
    }

    @Override
    public final Set<? extends Class<?>> getRequiredContext() {
        return Set.of(Run.class, TaskListener.class, FlowNode.class);
    }

    /** The kubeconfigs to choose from. */
    @POST
    public final ListBoxModel doFillKubeconfigItems(@AncestorInPath Item item, @QueryParameter String kubeconfig) {
        return credentials(item, kubeconfig);
    }
}
