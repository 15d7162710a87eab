package io.jenkins.plugins.modeldelivery.gate;

/** Which way a subject gets better. */
public enum Direction {
    LOWER_IS_BETTER,
    HIGHER_IS_BETTER;

    /** 1 when a greater value is worse, else -1: multiplied with a difference it gives the worsening. */
    public int harm() {
        return this == LOWER_IS_BETTER ? 1 : -1;
    }
}
