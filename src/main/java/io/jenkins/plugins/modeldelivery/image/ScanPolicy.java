package io.jenkins.plugins.modeldelivery.image;

/** What a finding of the scans does. */
public enum ScanPolicy {
    /** The verdict is FAIL and nothing is written or sent. */
    FAIL,
    /** The verdict is WARN. */
    WARN,
    /** Nothing is scanned. */
    OFF
}
