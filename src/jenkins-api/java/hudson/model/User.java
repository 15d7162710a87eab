package hudson.model;

public class User {
    public native String getId();

    public static native User current();
}
