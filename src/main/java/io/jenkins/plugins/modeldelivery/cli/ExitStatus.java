package io.jenkins.plugins.modeldelivery.cli;

import io.jenkins.plugins.modeldelivery.operation.InvalidInputException;
import io.jenkins.plugins.modeldelivery.operation.Verdict;

/** What the process tells its caller. */
final class ExitStatus {
    /** PASS, WARN; a run that ended in SUCCESS. */
    static final int GOOD = 0;

    /** FAIL, INCONCLUSIVE; a run that ended otherwise. */
    static final int NOT_GOOD = 1;

    /** The input or the command line cannot be used. */
    static final int INVALID_INPUT = 2;

    /** The machine, the network or a server failed, or this program did. */
    static final int SURROUNDINGS = 3;

    /** Cancelled by Ctrl-C, as shells number it. */
    static final int CANCELLED = 130;

    private ExitStatus() {}

    static int of(Verdict verdict) {
        return verdict.isGood() ? GOOD : NOT_GOOD;
    }

    static int of(Throwable error) {
        if (error instanceof InterruptedException) {
            return CANCELLED;
        }
        return error instanceof InvalidInputException ? INVALID_INPUT : SURROUNDINGS;
    }
}
