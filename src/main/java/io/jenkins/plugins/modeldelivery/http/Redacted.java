package io.jenkins.plugins.modeldelivery.http;

import java.net.URI;

/** Addresses as they may be shown: user, password, query and fragment can hold secrets and are left out. */
public final class Redacted {
    private Redacted() {}

    public static String of(URI uri) {
        if (uri.getHost() == null) {
            return uri.getScheme() + ":****";
        }
        String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
        return uri.getScheme() + "://" + uri.getHost() + port + uri.getRawPath();
    }
}
