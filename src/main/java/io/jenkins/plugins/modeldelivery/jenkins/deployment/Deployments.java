package io.jenkins.plugins.modeldelivery.jenkins.deployment;

import hudson.Extension;
import hudson.model.Api;
import hudson.model.RootAction;
import io.jenkins.plugins.modeldelivery.jenkins.operation.Subject;
import io.jenkins.plugins.modeldelivery.jenkins.store.StoreFolder;
import java.nio.file.Files;
import java.util.List;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** The page <em>Deployments</em> of the whole Jenkins: what the jobs that one may read have released, and where. */
@Extension
@ExportedBean
public final class Deployments implements RootAction {
    /** All that whoever asks may see. */
    @Exported
    public List<Deployment> getDeployments() {
        return Subject.all().stream().flatMap(subject -> Deployment.of(subject).stream()).toList();
    }

    public Api getApi() {
        return new Api(this);
    }

    @Override
    public String getIconFileName() {
        return Files.isDirectory(StoreFolder.path().resolve("releases")) ? "symbol-cube" : null;
    }

    @Override
    public String getDisplayName() {
        return Messages.Deployments_title();
    }

    @Override
    public String getUrlName() {
        return "model-deployments";
    }
}
