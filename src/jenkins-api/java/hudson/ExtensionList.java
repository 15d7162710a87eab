package hudson;

import java.util.AbstractList;

public abstract class ExtensionList<T> extends AbstractList<T> {
    public static native <U> U lookupSingleton(Class<U> type);
}
