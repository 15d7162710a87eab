package io.jenkins.plugins.modeldelivery.jenkins.deployment;

import hudson.Extension;
import hudson.model.RootAction;
import io.jenkins.plugins.modeldelivery.jenkins.operation.Subject;
import io.jenkins.plugins.modeldelivery.jenkins.store.StoreFolder;
import java.nio.file.Files;
import java.util.List;

/** The page <em>Deployments</em> of the whole Jenkins: what the jobs that one may read have released, and where. */
@Extension
public final class Deployments extends DeploymentList implements RootAction {
    /** All that whoever asks may see. */
    @Override
    public List<Deployment> getDeployments() {
        return Subject.all().stream().flatMap(subject -> Deployment.of(subject).stream()).toList();
    }

    @Override
    public String getIconFileName() {
        return Files.isDirectory(StoreFolder.path().resolve("releases")) ? "symbol-cube" : null;
    }
}
