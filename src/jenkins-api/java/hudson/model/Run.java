package hudson.model;

import hudson.security.AccessControlled;
import java.io.File;
import java.io.IOException;

public abstract class Run<J extends Job<J, R>, R extends Run<J, R>> extends Actionable
        implements AccessControlled {
    public native J getParent();

    public native R getPreviousBuild();

    public native int getNumber();

    public final native long getTimeInMillis();

    public native String getUrl();

    @Override
    public native String getDisplayName();

    public native String getExternalizableId();

    public native File getRootDir();

    public native boolean isBuilding();

    public native String getFullDisplayName();

    public static native Run<?, ?> fromExternalizableId(String id);

    public native void setResult(Result result);

    public native <T extends Cause> T getCause(Class<T> type);

    public native void save() throws IOException;
}
