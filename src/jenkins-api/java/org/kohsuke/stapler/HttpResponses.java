package org.kohsuke.stapler;

public class HttpResponses {
    public abstract static class HttpResponseException extends RuntimeException implements HttpResponse {
        private static final long serialVersionUID = 1L;
    }

    public static native HttpResponseException notFound();

    public static native HttpResponseException errorWithoutStack(int code, String message);

    public static native HttpResponseException forwardToPreviousPage();

    public static native HttpResponse redirectToDot();

    public static native HttpResponseException redirectViaContextPath(String relative);

    public static native HttpResponseException status(int code);
}
