package io.jenkins.plugins.modeldelivery.judge;

/** Why a source gave no number. None of these is a pass or a fail; each is counted by itself. */
public enum NonAnswer {
    /** The answer holds no series, or the field is blank. */
    EMPTY,
    /** The answer is a number that is none: NaN or an infinity. */
    NAN,
    /** The source refused or failed. */
    ERROR,
    /** The source says that the answer is not whole. */
    PARTIAL,
    /** The newest sample is older than the source's interval allows. */
    STALE
}
