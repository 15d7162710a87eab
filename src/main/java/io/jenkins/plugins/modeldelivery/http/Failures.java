package io.jenkins.plugins.modeldelivery.http;

import io.jenkins.plugins.modeldelivery.operation.SurroundingsException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpTimeoutException;
import javax.net.ssl.SSLException;

/** Says in one line why a request got no answer, and what to do about it. */
public final class Failures {
    private Failures() {}

    /** The error for a request without an answer; names the address without its query. */
    public static SurroundingsException unreachable(URI uri, IOException failure) {
        return new SurroundingsException("no answer from " + Redacted.of(uri) + ": " + cause(failure), failure);
    }

    private static String cause(IOException failure) {
        if (failure instanceof SSLException) {
            return "the TLS connection failed (" + failure.getMessage()
                    + "); if the server has a certificate of your own authority, give that authority";
        }
        if (failure instanceof HttpTimeoutException) {
            return "it did not answer in time; check that the server runs and is not overloaded";
        }
        if (failure instanceof ConnectException) {
            return "the connection was refused; check host and port and that the server runs";
        }
        return "the connection broke (" + (failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage())
                + "); check the network and try again";
    }
}
