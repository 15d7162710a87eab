package io.jenkins.plugins.modeldelivery.operation;

/** What a long operation does while an older one on the same subject is not over. */
public enum Concurrency {
    /** It waits. */
    QUEUE,
    /** It ends before it has begun, as an error. */
    REFUSE,
    /** The older one goes back and ends; then it begins. */
    SUPERSEDE
}
