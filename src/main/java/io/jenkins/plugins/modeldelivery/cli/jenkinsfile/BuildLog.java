package io.jenkins.plugins.modeldelivery.cli.jenkinsfile;

import java.io.PrintStream;

/** The build's log: whole lines, each marked with the stage or branch that wrote it. */
final class BuildLog {
    private final PrintStream out;

    BuildLog(PrintStream out) {
        this.out = out;
    }

    void line(String prefix, String text) {
        String mark = prefix.isEmpty() ? "" : "[" + prefix + "] ";
        synchronized (out) {
            text.lines().forEach(line -> out.println(mark + line));
            if (text.isEmpty()) {
                out.println(mark.stripTrailing());
            }
            out.flush();
        }
    }
}
