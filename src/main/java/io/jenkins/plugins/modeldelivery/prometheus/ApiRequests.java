package io.jenkins.plugins.modeldelivery.prometheus;

import java.net.URI;
import java.util.concurrent.CompletionException;

/** What requests to both APIs have in common. */
final class ApiRequests {
    private ApiRequests() {}

    /** The address of a path below the base, which may end with a slash or not. */
    static URI under(URI base, String path) {
        return URI.create(base.toString().replaceAll("/+$", "") + path);
    }

    /** What went wrong, without the query, which may be long or hold secrets. */
    static String cause(Throwable failure) {
        Throwable cause = failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    }
}
