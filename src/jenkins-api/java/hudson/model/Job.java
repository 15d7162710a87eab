package hudson.model;

public abstract class Job<J extends Job<J, R>, R extends Run<J, R>> extends AbstractItem {
    public native R getLastBuild();

    public native R getLastCompletedBuild();

    public native R getLastSuccessfulBuild();
}
