package hudson.model;

public abstract class Descriptor<T extends Describable<T>> {
    protected Descriptor(Class<? extends T> type) {}

    protected Descriptor() {}

    public native String getDisplayName();
}
