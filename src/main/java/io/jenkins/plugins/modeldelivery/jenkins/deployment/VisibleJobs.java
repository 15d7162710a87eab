package io.jenkins.plugins.modeldelivery.jenkins.deployment;

import hudson.model.Job;
import java.util.Optional;
import jenkins.model.Jenkins;
import org.springframework.security.access.AccessDeniedException;

/** The jobs that whoever asks may read. */
final class VisibleJobs {
    private VisibleJobs() {}

    /** The job of this full name; empty where there is none, and for who may at most know that there is one. */
    static Optional<Job<?, ?>> find(String name) {
        try {
            return Optional.ofNullable(Jenkins.get().getItemByFullName(name, Job.class));
        } catch (AccessDeniedException e) {
            return Optional.empty();
        }
    }
}
