package io.jenkins.plugins.modeldelivery.jenkins.deployment;

import hudson.Extension;
import hudson.model.Action;
import hudson.model.Job;
import io.jenkins.plugins.modeldelivery.jenkins.operation.Subject;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import jenkins.model.TransientActionFactory;

/** The page <em>Deployments</em> of a job: what it has released, and where, with a page for each. */
public final class JobDeployments extends DeploymentList {
    private final Job<?, ?> job;

    JobDeployments(Job<?, ?> job) {
        this.job = job;
    }

    public Job<?, ?> getJob() {
        return job;
    }

    /** What the job was the last to release to. */
    @Override
    public List<Deployment> getDeployments() {
        return Subject.all().stream()
                .filter(this::isOurs)
                .flatMap(subject -> Deployment.of(subject).stream())
                .toList();
    }

    private boolean isOurs(Subject subject) {
        return subject.releaser().filter(releaser -> releaser.job().equals(job.getFullName())).isPresent();
    }

    /** The deployment of this id; null, which is "not found", when there is none. */
    public Deployment getDynamic(String id) {
        return getDeployments().stream().filter(deployment -> deployment.getId().equals(id)).findFirst().orElse(null);
    }

    @Override
    public String getIconFileName() {
        return getDeployments().isEmpty() ? null : "symbol-cube";
    }

    /** Adds the page to each job; it shows itself only where something was released. */
    @Extension
    @SuppressWarnings("rawtypes")
    public static final class Factory extends TransientActionFactory<Job> {
        @Override
        public Class<Job> type() {
            return Job.class;
        }

        @Override
        public Class<? extends Action> actionType() {
            return JobDeployments.class;
        }

        @Override
        public Collection<? extends Action> createFor(Job job) {
            return Set.of(new JobDeployments(job));
        }
    }
}
