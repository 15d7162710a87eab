package io.jenkins.plugins.modeldelivery.cli;

import java.io.PrintStream;

/** Calls the command line in this process. */
public final class CommandLines {
    private CommandLines() {}

    /** Runs a command whose output and errors both go to one stream, as in a container, and returns its exit status. */
    public static int call(PrintStream log, String... arguments) {
        return new CommandTable(Main.STEPS, log, log).execute(arguments);
    }
}
