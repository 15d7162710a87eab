package io.jenkins.plugins.modeldelivery.benchmark.load;

/** Why a request brought no usable response. */
public enum Failure {
    /** No connection could be made. */
    CONNECT,
    /** The TLS handshake failed: an unknown authority, another host's certificate, or no TLS at all. */
    TLS,
    /** This machine had no port or no file left for another connection. */
    PORTS,
    /** The connection broke before the response was whole. */
    BROKEN,
    /** The response was not whole in time, or the request could not be sent in time. */
    TIMEOUT,
    /** What came back breaks the rules of HTTP. */
    GARBAGE,
    /** The status is not the expected one. */
    STATUS,
    /** The response is whole but not what was asked for. */
    CONTENT;

    /** Whether the failure is that of a connection in the making, so that no request was on it. */
    boolean isConnecting() {
        return this == CONNECT || this == TLS || this == PORTS;
    }
}
