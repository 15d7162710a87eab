package jenkins.model;

import hudson.model.Action;
import hudson.model.Job;
import hudson.model.Queue;

public abstract class ParameterizedJobMixIn {
    public static native Queue.Item scheduleBuild2(Job<?, ?> job, int quietPeriod, Action... actions);

    public interface ParameterizedJob<J, R> {}
}
