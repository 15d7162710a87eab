package io.jenkins.plugins.modeldelivery.jenkins.deployment;

import hudson.model.Action;
import hudson.model.Api;
import java.util.List;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** A page that lists deployments in a table. */
@ExportedBean
public abstract class DeploymentList implements Action {
    static final String URL_NAME = "model-deployments";

    /** Those that whoever asks may see. */
    @Exported
    public abstract List<Deployment> getDeployments();

    public Api getApi() {
        return new Api(this);
    }

    @Override
    public final String getDisplayName() {
        return Messages.Deployments_title();
    }

    @Override
    public final String getUrlName() {
        return URL_NAME;
    }
}
