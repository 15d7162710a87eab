package io.jenkins.plugins.modeldelivery.cli.jenkinsfile;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * A process with all that it started. A child that left its parent is still found by an environment variable that it
 * inherited, as in Jenkins; that needs /proc, so elsewhere only descendants are found.
 */
final class ProcessTree {
    /** Marks everything that was started inside one node; a script that overrides it keeps its process. */
    static final String NODE_COOKIE = "JENKINS_NODE_COOKIE";

    /** Marks everything that one sh step started. */
    static final String STEP_COOKIE = "JENKINS_SERVER_COOKIE";

    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(5);
    private static final boolean MARKS_ARE_SEEN = Files.isReadable(Path.of("/proc/self/environ"));
    private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    private final List<ProcessHandle> family;
    private final byte[] mark;

    private ProcessTree(List<ProcessHandle> family, String variable, String value) {
        this.family = family;
        this.mark = (variable + "=" + value).getBytes(StandardCharsets.UTF_8);
    }

    /** Everything whose environment has this variable. */
    static ProcessTree marked(String variable, String value) {
        return new ProcessTree(List.of(), variable, value);
    }

    /** The process, its descendants and everything that carries the mark. */
    static ProcessTree of(Process process, String variable, String value) {
        return new ProcessTree(
                Stream.concat(Stream.of(process.toHandle()), process.descendants()).toList(), variable, value);
    }

    /** Asks every member to end, and after five seconds forces those that have not. */
    void kill() {
        family.forEach(ProcessHandle::destroy);
        marked().forEach(ProcessHandle::destroy);
        if (!isGone()) {
            marked().forEach(ProcessHandle::destroyForcibly);
        }
        family.forEach(ProcessHandle::destroyForcibly);
    }

    /** Waits for what is seen by its mark; a dead process that nobody has waited for has none. */
    private boolean isGone() {
        long end = System.nanoTime() + PATIENCE_NANOS;
        while (MARKS_ARE_SEEN ? marked().findAny().isPresent() : family.stream().anyMatch(ProcessHandle::isAlive)) {
            if (System.nanoTime() - end > 0) {
                return false;
            }
            LockSupport.parkNanos(POLL_NANOS);
        }
        return true;
    }

    private Stream<ProcessHandle> marked() {
        return MARKS_ARE_SEEN ? ProcessHandle.allProcesses().filter(handle -> hasEntry(handle, mark)) : Stream.empty();
    }

    /** False as well for a process of another user, which cannot be ours. */
    private static boolean hasEntry(ProcessHandle handle, byte[] entry) {
        try {
            byte[] environment = Files.readAllBytes(Path.of("/proc", Long.toString(handle.pid()), "environ"));
            return contains(environment, entry);
        } catch (IOException e) {
            return false;
        }
    }

    /** Whether one of the entries, each ended by a zero, is this one. */
    private static boolean contains(byte[] environment, byte[] entry) {
        int start = 0;
        for (int end = 0; end <= environment.length; end++) {
            if (end == environment.length || environment[end] == 0) {
                if (Arrays.equals(environment, start, end, entry, 0, entry.length)) {
                    return true;
                }
                start = end + 1;
            }
        }
        return false;
    }
}
