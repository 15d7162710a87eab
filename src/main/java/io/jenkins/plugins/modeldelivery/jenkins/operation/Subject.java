package io.jenkins.plugins.modeldelivery.jenkins.operation;

import hudson.model.Run;
import io.jenkins.plugins.modeldelivery.operation.Concurrency;
import io.jenkins.plugins.modeldelivery.operation.LongCapability;
import io.jenkins.plugins.modeldelivery.operation.Signal;
import io.jenkins.plugins.modeldelivery.release.Place;
import io.jenkins.plugins.modeldelivery.release.Tally;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import jenkins.model.Jenkins;

/** What no two long operations change at the same time, as the other rooms of Jenkins see it. */
public final class Subject {
    private final String path;

    /**
     * Names a subject.
     *
     * @param path as in {@code local/default/local.fraud}
     */
    public Subject(String path) {
        this.path = path;
    }

    /** All that some operation has ever begun to change. */
    public static List<Subject> all() {
        return LongOperations.releasers().subjects().stream().map(Subject::new).toList();
    }

    public String path() {
        return path;
    }

    /**
     * Who began to change it last.
     *
     * @param job full name of the job
     * @param build the build, as {@code Run.getExternalizableId} names it
     * @param step the step's name in a Jenkinsfile
     */
    public record Releaser(String job, String build, String step, Map<String, Object> arguments) {}

    /** The job that changed it last, and how; empty when it is not known. */
    public Optional<Releaser> releaser() {
        return LongOperations.releasers().read(path).map(operation ->
                new Releaser(operation.job(), operation.build(), operation.step(), operation.arguments()));
    }

    /** What changes it now, the oldest first. */
    public List<LongOperationReport> changes() {
        return reports(path);
    }

    /** The watches over it, the oldest first. */
    public List<LongOperationReport> watches() {
        return reports(Place.watchOf(path));
    }

    private static List<LongOperationReport> reports(String path) {
        return LongOperations.on(path).stream()
                .flatMap(operation -> operation.run().stream().map(run -> new LongOperationReport(run, operation)))
                .toList();
    }

    /** What has ended there since Jenkins started. */
    public Tally tally() {
        return LongOperations.tally(path);
    }

    /** How many operations of a step go on there, watches over it among them. */
    public long underWay(String step) {
        return Stream.of(path, Place.watchOf(path))
                .flatMap(subject -> LongOperations.on(subject).stream())
                .filter(operation -> operation.stored().step().equals(step) && !operation.stored().ended())
                .count();
    }

    /**
     * Begins an operation that no build waits for. What goes on there is told to go back first. Its report will be a
     * verdict of the build under its own name.
     *
     * @param step the step's name in a Jenkinsfile
     * @param asked what a person asks of it from the start
     * @throws hudson.AbortException if the arguments cannot work
     */
    public void begin(
            Run<?, ?> build, String step, Class<? extends LongCapability> capability, Map<String, Object> arguments, Signal asked)
            throws IOException {
        Use use = Use.of(build, UUID.randomUUID().toString(), step, capability, arguments);
        use.claim();
        StoredOperation stored = StoredOperation.of(
                use.id(), capability, use, arguments, path, Concurrency.SUPERSEDE, Jenkins.getAuthentication2(),
                Clock.systemUTC().millis());
        LongOperations.begin(stored.apart().asked(asked), null);
    }
}
