package hudson.model;

import net.sf.json.JSONObject;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.StaplerRequest2;

public abstract class Descriptor<T extends Describable<T>> {
    protected Descriptor(Class<? extends T> type) {}

    protected Descriptor() {}

    public native String getDisplayName();

    public native T newInstance(StaplerRequest2 request, JSONObject formData) throws FormException;

    public native void load();

    public native void save();

    public static final class FormException extends Exception implements HttpResponse {
        private static final long serialVersionUID = 1L;

        public FormException(String message, String formField) {}
    }
}
