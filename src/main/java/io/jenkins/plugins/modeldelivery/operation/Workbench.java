package io.jenkins.plugins.modeldelivery.operation;

import java.nio.file.Path;
import java.time.Clock;

/** What an operation may use of the place it runs in; built on the side where the work happens. */
public interface Workbench {
    /** Writes one line to the build's log. */
    void log(String line);

    /** Reports progress; lines that come faster than the log wants them are dropped. */
    void progress(String line);

    /**
     * Returns when the work may go on.
     *
     * @throws InterruptedException if it was cancelled
     */
    void checkCancelled() throws InterruptedException;

    Clock clock();

    /** The folder that relative paths of a request start from: the workspace, or the command line's working directory. */
    Path workspace();

    /**
     * The file or folder that a parameter names, absolute; it need not exist.
     *
     * @param parameter the parameter's name, for the error
     * @throws InvalidInputException if the bench keeps to its workspace, as on a Jenkins agent, and the path leads out of it
     */
    default Path file(String parameter, String path) {
        return workspace().resolve(path);
    }

    /** An empty folder for temporary files, owner-only, deleted when the bench is closed. */
    Path scratch();

    /** The credential stored under this id, resolved before the work began. */
    Credential credential(String credentialsId);
}
