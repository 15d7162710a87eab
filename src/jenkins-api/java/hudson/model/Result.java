package hudson.model;

import java.io.Serializable;

public final class Result implements Serializable {
    public static final Result UNSTABLE = null;
    public static final Result FAILURE = null;

    private static final long serialVersionUID = 1L;
}
