package hudson.model;

public abstract class AbstractItem extends Actionable implements Item {
    @Override
    public final native String getFullName();

    public native String getUrl();
}
