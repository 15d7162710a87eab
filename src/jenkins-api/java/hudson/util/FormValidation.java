package hudson.util;

import java.io.IOException;
import org.kohsuke.stapler.HttpResponse;

public abstract class FormValidation extends IOException implements HttpResponse {
    private static final long serialVersionUID = 1L;

    public enum Kind {
        ERROR
    }

    public final Kind kind = null;

    public static native FormValidation ok();

    public static native FormValidation ok(String message);

    public static native FormValidation validateRequired(String value);

    public static native FormValidation validatePositiveInteger(String value);

    public static native FormValidation error(String message);

    public static native FormValidation warning(String message);
}
