package io.jenkins.plugins.modeldelivery.benchmark.cluster;

import io.jenkins.plugins.modeldelivery.kubernetes.ClusterConnection;
import io.jenkins.plugins.modeldelivery.kubernetes.JobSpec;
import io.jenkins.plugins.modeldelivery.kubernetes.JobState;
import io.jenkins.plugins.modeldelivery.kubernetes.RunningJob;
import io.jenkins.plugins.modeldelivery.operation.SurroundingsException;
import io.jenkins.plugins.modeldelivery.operation.Workbench;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Predicate;

/** A Job whose log runs on in the build's, until it is closed and gone. */
final class JobWatch implements AutoCloseable {
    private static final int LAST = 10;

    private final RunningJob job;
    private final String label;
    private final Predicate<String> taken;
    private final Workbench bench;
    private final Deque<String> last = new ArrayDeque<>();

    private JobWatch(RunningJob job, String label, Predicate<String> taken, Workbench bench) {
        this.job = job;
        this.label = label;
        this.taken = taken;
        this.bench = bench;
    }

    /**
     * Starts a Job.
     *
     * @param label what its lines begin with in the build's log
     * @param taken says of a line whether it was taken, and is not to be shown
     */
    static JobWatch start(ClusterConnection connection, JobSpec spec, String label, Predicate<String> taken, Workbench bench)
            throws InterruptedException {
        RunningJob job = RunningJob.start(connection, spec);
        bench.log(Messages.Log_started(spec.namespace() + "/" + job.name(), spec.image()));
        return new JobWatch(job, label, taken, bench);
    }

    /** Shows what it has printed since, and says how far it is. */
    JobState look() throws InterruptedException {
        bench.checkCancelled();
        JobState state = job.state();
        for (String line : job.newLines()) {
            if (!taken.test(line)) {
                bench.log("[" + label + "] " + line);
                last.addLast(line);
                if (last.size() > LAST) {
                    last.removeFirst();
                }
            }
        }
        return state;
    }

    /** The error for a Job that did not do what it was started for. */
    SurroundingsException failure(String what) {
        return new SurroundingsException("the " + label + "'s job '" + job.name() + "' " + what
                + (last.isEmpty() ? "; it printed nothing" : "; its last lines: " + String.join(" | ", last)));
    }

    @Override
    public void close() {
        job.close();
    }
}
