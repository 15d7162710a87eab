package hudson.model;

public abstract class Job<J extends Job<J, R>, R extends Run<J, R>> extends AbstractItem {
    @SuppressWarnings("rawtypes")
    public native <T extends JobProperty> T getProperty(Class<T> type);

    public native R getLastBuild();

    public native R getLastCompletedBuild();

    public native R getLastSuccessfulBuild();
}
