package io.jenkins.plugins.modeldelivery.benchmark.load;

/** Why a request brought no usable response. */
public enum Failure {
    /** No connection could be made. */
    CONNECT,
    /** The connection broke before the response was whole. */
    BROKEN,
    /** The response was not whole in time. */
    TIMEOUT,
    /** What came back is not HTTP, or breaks its rules. */
    GARBAGE,
    /** The status is not a success. */
    STATUS,
    /** The response is whole but not what was asked for. */
    CONTENT
}
