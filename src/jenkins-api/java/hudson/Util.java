package hudson;

public class Util {
    public static native String fixEmptyAndTrim(String text);
}
