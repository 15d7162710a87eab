package hudson.model;

import org.springframework.security.core.Authentication;

public class User {
    public native String getId();

    public static native User current();

    public static native User getById(String id, boolean create);

    public native Authentication impersonate2();
}
