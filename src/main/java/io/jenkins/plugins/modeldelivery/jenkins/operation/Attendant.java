package io.jenkins.plugins.modeldelivery.jenkins.operation;

import hudson.model.TaskListener;
import java.io.IOException;
import java.util.Map;

/** Who waits in a build for a long operation: the step of a Pipeline or the build step of a freestyle job. */
interface Attendant {
    /** The build's log. */
    TaskListener listener() throws IOException, InterruptedException;

    /** The operation has begun; said once in a life of the controller. */
    default void begun() {}

    /** The operation goes on without it; this is the report so far. Nothing more is said. */
    void left(Map<String, Object> report);

    /** The operation has come to its end and its report is published. Called once in a life of the controller. */
    void ended(Use use, Map<String, Object> report);

    /** The operation has come to nothing; nothing was changed outside. */
    void failed(Throwable cause);
}
