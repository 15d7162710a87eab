package io.jenkins.plugins.modeldelivery.jenkins.operation;

import hudson.model.Cause;
import hudson.model.Run;
import hudson.model.User;
import hudson.security.Permission;
import jenkins.model.Jenkins;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.userdetails.UsernameNotFoundException;

/** Who started a build: the user that its cause names; nobody in person for a build that a commit or a timer started. */
record Starter(Run<?, ?> build, String user) {
    static Starter of(Run<?, ?> build) {
        Cause.UserIdCause cause = build.getCause(Cause.UserIdCause.class);
        return new Starter(build, cause == null ? null : cause.getUserId());
    }

    /** Whether they have this permission on the job. Nobody in particular has what everybody has. */
    boolean may(Permission permission) {
        return build.getParent().hasPermission2(authentication(), permission);
    }

    private Authentication authentication() {
        User known = user == null ? null : User.getById(user, true);
        try {
            return known == null ? Jenkins.ANONYMOUS2 : known.impersonate2();
        } catch (UsernameNotFoundException e) {
            return Jenkins.ANONYMOUS2;
        }
    }
}
