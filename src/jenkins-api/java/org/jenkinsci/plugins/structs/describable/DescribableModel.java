package org.jenkinsci.plugins.structs.describable;

import java.io.Serializable;

public final class DescribableModel<T> implements Serializable {
    private static final long serialVersionUID = 1L;

    public DescribableModel(Class<T> type) {}

    public native UninstantiatedDescribable uninstantiate2(T object) throws UnsupportedOperationException;
}
