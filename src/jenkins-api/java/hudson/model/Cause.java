package hudson.model;

public abstract class Cause {
    public static class UserIdCause extends Cause {
        public native String getUserId();
    }
}
